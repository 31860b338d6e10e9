package dev.easel.pictures;

import java.util.List;

/** Converts a PNG's rows to 8-bit RGB, one at a time. */
final class PngPixels {
    private static final int WHITE = 255;

    /** Every {@code right}th pixel from {@code x} of every {@code down}th row from {@code y}. */
    private record Pass(int x, int y, int right, int down) {}

    private static final List<Pass> WHOLE = List.of(new Pass(0, 0, 1, 1));

    /** PNG 1.2, section 2.6. */
    private static final List<Pass> ADAM7 =
            List.of(
                    new Pass(0, 0, 8, 8),
                    new Pass(4, 0, 8, 8),
                    new Pass(0, 4, 4, 8),
                    new Pass(2, 0, 4, 4),
                    new Pass(0, 2, 2, 4),
                    new Pass(1, 0, 2, 2),
                    new Pass(0, 1, 1, 2));

    private final PngHeader header;
    private final byte[] palette;
    private final byte[] paletteAlpha;
    private final int[] transparent;
    private final Alpha ground;
    private boolean translucent;

    /**
     * @param palette the data of PLTE, empty without it
     * @param transparency the data of tRNS, empty without it
     * @param ground what becomes of translucent pixels
     */
    PngPixels(PngHeader header, byte[] palette, byte[] transparency, Alpha ground) {
        if (header.colour() == PngHeader.PALETTE && palette.length == 0) {
            throw new IllegalArgumentException("the PNG is damaged: it has no palette");
        }
        this.header = header;
        this.palette = palette;
        this.ground = ground;
        this.paletteAlpha = header.colour() == PngHeader.PALETTE ? transparency : new byte[0];
        this.transparent = transparentColour(header, transparency);
    }

    /** The samples of the one colour that is transparent; none where there is no such colour. */
    private static int[] transparentColour(PngHeader header, byte[] transparency) {
        boolean opaque = header.colour() == PngHeader.GREY || header.colour() == PngHeader.RGB;
        if (!opaque || transparency.length < 2 * header.channels()) {
            return new int[0];
        }
        var samples = new int[header.channels()];
        for (int i = 0; i < samples.length; i++) {
            int sample = (transparency[2 * i] & 0xFF) << 8 | (transparency[2 * i + 1] & 0xFF);
            samples[i] = sample & header.highest();
        }
        return samples;
    }

    /** {@return [height, width, 3] interleaved} */
    byte[] decode(PngData data) {
        var rgb = new byte[3 * header.width() * header.height()];
        for (var pass : header.interlaced() ? ADAM7 : WHOLE) {
            int columns = Math.ceilDiv(header.width() - pass.x, pass.right);
            if (columns > 0) {
                decode(pass, columns, data, rgb);
            }
        }
        return rgb;
    }

    /** {@return whether a pixel that was decoded was not opaque} */
    boolean wereTranslucent() {
        return translucent;
    }

    private void decode(Pass pass, int columns, PngData data, byte[] rgb) {
        var filter = new byte[1];
        var row = new byte[header.stride(columns)];
        var above = new byte[row.length];
        int pixel = Math.max(header.channels() * header.depth() / 8, 1);
        for (int y = pass.y; y < header.height(); y += pass.down) {
            data.read(filter);
            data.read(row);
            PngFilter.undo(filter[0], row, above, pixel);
            for (int i = 0; i < columns; i++) {
                int at = y * header.width() + pass.x + i * pass.right;
                put(row, i, rgb, at * 3);
            }
            var used = above;
            above = row;
            row = used;
        }
    }

    private void put(byte[] row, int i, byte[] rgb, int at) {
        switch (header.colour()) {
            case PngHeader.PALETTE -> {
                int index = sample(row, i);
                int alpha = index < paletteAlpha.length ? paletteAlpha[index] & 0xFF : WHITE;
                for (int c = 0; c < 3; c++) {
                    int entry = 3 * index + c;
                    int level = entry < palette.length ? palette[entry] & 0xFF : 0;
                    rgb[at + c] = laid(level, alpha);
                }
            }
            case PngHeader.GREY, PngHeader.GREY_ALPHA -> {
                int channels = header.channels();
                int alpha = alpha(row, i * channels, 1);
                byte level = laid(level(row, i * channels), alpha);
                rgb[at] = level;
                rgb[at + 1] = level;
                rgb[at + 2] = level;
            }
            default -> {
                int first = i * header.channels();
                int alpha = alpha(row, first, 3);
                rgb[at] = laid(level(row, first), alpha);
                rgb[at + 1] = laid(level(row, first + 1), alpha);
                rgb[at + 2] = laid(level(row, first + 2), alpha);
            }
        }
    }

    private int alpha(byte[] row, int first, int colours) {
        if (header.channels() > colours) {
            return level(row, first + colours);
        }
        for (int c = 0; c < transparent.length; c++) {
            if (sample(row, first + c) != transparent[c]) {
                return WHITE;
            }
        }
        return transparent.length == 0 ? WHITE : 0;
    }

    private byte laid(int level, int alpha) {
        translucent |= alpha != WHITE;
        return ground.of(level, alpha);
    }

    /** A sample in 8 bits, rounded. */
    private int level(byte[] row, int index) {
        int sample = sample(row, index);
        int highest = header.highest();
        return header.depth() == 8 ? sample : (sample * 255 + highest / 2) / highest;
    }

    private int sample(byte[] row, int index) {
        int depth = header.depth();
        return switch (depth) {
            case 8 -> row[index] & 0xFF;
            case 16 -> (row[2 * index] & 0xFF) << 8 | (row[2 * index + 1] & 0xFF);
            default -> {
                int bit = index * depth;
                int right = 8 - depth - bit % 8;
                yield (row[bit / 8] & 0xFF) >> right & header.highest();
            }
        };
    }
}
