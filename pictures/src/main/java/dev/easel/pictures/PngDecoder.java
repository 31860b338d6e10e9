package dev.easel.pictures;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.InflaterInputStream;

/**
 * A PNG of any colour type and depth (PNG 1.2, and eXIf and acTL of its third edition). The JDK's
 * reader is not used: it loses transparency below 8 bits, keeps all 16 of 16 bits in memory and
 * does not report EXIF.
 */
final class PngDecoder implements Decoder {
    private static final int LONGEST_PROFILE = 1 << 22;
    private static final Set<String> USED =
            Set.of("IHDR", "PLTE", "tRNS", "IDAT", "eXIf", "iCCP", "acTL");

    private final byte[] png;
    private final Map<String, PngChunk> chunks = new HashMap<>();
    private final PngHeader header;

    PngDecoder(byte[] png) {
        this.png = png;
        requireSignature();
        findChunks();
        var first = find("IHDR").orElseThrow(() -> missing("header"));
        first.requireIntact(png);
        header = PngHeader.read(first.data(png));
    }

    /** The signature is damaged when a file was transferred as text. */
    private void requireSignature() {
        byte[] signature = PngWriter.SIGNATURE;
        if (!Arrays.equals(png, 0, signature.length, signature, 0, signature.length)) {
            throw new IllegalArgumentException("the PNG is damaged: its signature is wrong");
        }
    }

    /** Remembers the first of each kind. What is broken after the pixels does no harm. */
    private void findChunks() {
        int at = PngWriter.SIGNATURE.length;
        var type = "";
        while (!type.equals("IEND")) {
            PngChunk chunk;
            try {
                chunk = PngChunk.at(png, at);
            } catch (IndexOutOfBoundsException cutOff) {
                if (!chunks.containsKey("IDAT")) {
                    throw cutOff;
                }
                return;
            }
            type = chunk.type();
            if (USED.contains(type)) {
                chunks.putIfAbsent(type, chunk);
            }
            at = chunk.end();
        }
    }

    private Optional<PngChunk> find(String type) {
        return Optional.ofNullable(chunks.get(type));
    }

    @Override
    public int width() {
        return header.width();
    }

    @Override
    public int height() {
        return header.height();
    }

    @Override
    public Orientation orientation() {
        return find("eXIf")
                .map(chunk -> Orientation.of(chunk.data(png)))
                .orElse(Orientation.UPRIGHT);
    }

    @Override
    public boolean mayBeTransparent() {
        return switch (header.colour()) {
            case PngHeader.GREY_ALPHA, PngHeader.RGB_ALPHA -> true;
            default -> find("tRNS").isPresent();
        };
    }

    @Override
    public Map<String, String> texts() {
        return PngTexts.of(png);
    }

    @Override
    public byte[] profile() {
        return find("iCCP").map(this::inflate).orElseGet(() -> new byte[0]);
    }

    /** A profile's name, a NUL, the method (always 0), the deflated profile. */
    private byte[] inflate(PngChunk chunk) {
        int start = chunk.start();
        int end = start + chunk.length();
        while (start < end && png[start] != 0) {
            start++;
        }
        start = Math.min(start + 2, end);
        try (var in = new InflaterInputStream(new ByteArrayInputStream(png, start, end - start))) {
            return in.readNBytes(LONGEST_PROFILE);
        } catch (IOException broken) {
            return new byte[] {0}; // reported as a broken profile
        }
    }

    @Override
    public byte[] pixels(Alpha translucent, List<String> adjustments) {
        int first = find("IDAT").orElseThrow(() -> missing("pixels")).start() - 8;
        int frames = find("acTL").map(chunk -> chunk.data(png).getInt(0)).orElse(1);
        if (frames > 1) {
            adjustments.add(Decoder.firstOf(frames));
        }
        if (header.depth() == 16) {
            adjustments.add("16 bits per channel reduced to 8");
        }
        try (var data = new PngData(png, first)) {
            var pixels = new PngPixels(header, content("PLTE"), content("tRNS"), translucent);
            var rgb = pixels.decode(data);
            if (pixels.wereTranslucent()) {
                adjustments.add(Alpha.LAID_ON_WHITE);
            }
            return rgb;
        }
    }

    private byte[] content(String type) {
        return find(type)
                .map(chunk -> {
                    chunk.requireIntact(png);
                    var bytes = new byte[Math.min(chunk.length(), 3 * 256)];
                    chunk.data(png).get(bytes);
                    return bytes;
                })
                .orElseGet(() -> new byte[0]);
    }

    private static IllegalArgumentException missing(String what) {
        return new IllegalArgumentException("the PNG is damaged: it has no " + what);
    }
}
