package dev.easel.pictures;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.luciad.imageio.webp.WebPImageReaderSpi;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A WebP, decoded by libwebp. libwebp gets a new file that holds the picture, or the first frame of
 * an animation, and nothing else.
 */
final class WebpDecoder implements Decoder {
    private static final int RGB = 3;
    private static final int HEAD = 30;
    private static final int MAY_HAVE_ALPHA = 0x10;

    private final byte[] webp;
    private final WebpHeader header;

    WebpDecoder(byte[] webp) {
        this.webp = webp;
        this.header = new WebpHeader(webp);
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
        return Orientation.of(header.exif());
    }

    /** A lossless one says so behind its header alone, and not always rightly. */
    @Override
    public boolean mayBeTransparent() {
        return true;
    }

    @Override
    public Map<String, String> texts() {
        return ExifTexts.of(header.exif());
    }

    @Override
    public byte[] profile() {
        return header.profile();
    }

    @Override
    public byte[] pixels(Alpha translucent, List<String> adjustments) {
        if (header.frames() > 1) {
            adjustments.add(Decoder.firstOf(header.frames()));
        }
        var frame = header.frame();
        var image = decode();
        var argb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        int opaque = image.getColorModel().hasAlpha() ? 0 : 0xFF;
        boolean seenThrough = frame.width() < width() || frame.height() < height();
        var rgb = new byte[RGB * width() * height()];
        if (seenThrough) {
            Arrays.fill(rgb, (byte) 255);
        }
        for (int i = 0; i < argb.length; i++) {
            int x = frame.x() + i % frame.width();
            int y = frame.y() + i / frame.width();
            int at = (y * width() + x) * RGB;
            int alpha = argb[i] >>> 24 | opaque;
            seenThrough |= alpha != 255;
            rgb[at] = translucent.of(argb[i] >> 16 & 0xFF, alpha);
            rgb[at + 1] = translucent.of(argb[i] >> 8 & 0xFF, alpha);
            rgb[at + 2] = translucent.of(argb[i] & 0xFF, alpha);
        }
        if (seenThrough) {
            adjustments.add(Alpha.LAID_ON_WHITE);
        }
        return rgb;
    }

    private BufferedImage decode() {
        var frame = header.frame();
        // Made directly: ImageIO's registry does not see it behind some class loaders.
        var reader = new WebPImageReaderSpi().createReaderInstance(null);
        try (var in = new MemoryInput(head(frame), webp, frame.start(), frame.end())) {
            reader.setInput(in, true, true);
            var image = reader.read(0);
            if (image.getWidth() != frame.width() || image.getHeight() != frame.height()) {
                throw WebpHeader.damaged("it has another size than it says");
            }
            return image;
        } catch (IOException e) {
            throw WebpHeader.damaged("its pixels cannot be decoded");
        } catch (OutOfMemoryError e) {
            // libwebp says so of broken alpha too; the reader's own error has no message, Java's
            // has.
            if (e.getMessage() != null) {
                throw e;
            }
            throw WebpHeader.damaged("its alpha cannot be decoded");
        } finally {
            reader.dispose();
        }
    }

    /** The beginning of a file in the extended layout that holds one picture. */
    private static byte[] head(WebpHeader.Frame frame) {
        return ByteBuffer.allocate(HEAD)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(US_ASCII))
                .putInt(HEAD - 8 + frame.end() - frame.start())
                .put("WEBPVP8X".getBytes(US_ASCII))
                .putInt(10)
                .putInt(MAY_HAVE_ALPHA)
                .putInt(frame.width() - 1) // 3 bytes, the last is written over
                .position(27)
                .putShort((short) (frame.height() - 1))
                .put((byte) ((frame.height() - 1) >> 16))
                .array();
    }
}
