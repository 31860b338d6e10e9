package dev.easel.pictures;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes WebP by libwebp: lossy below quality 100, lossless at 100. */
final class WebpWriter {
    private static final int LOSSLESS = 100;
    private static final float EFFORT = 0.75f; // what quality means if lossless; 1 is slow
    private static final int RIFF_HEADER = 12; // "RIFF", length, "WEBP"
    private static final int EXTENDED = 10;
    private static final int HAS_EXIF = 0x08;

    private WebpWriter() {}

    static byte[] write(RgbImage image, Encoding encoding) throws IOException {
        var webp = encode(image, encoding.quality());
        return encoding.parameters().isEmpty()
                ? webp
                : withExif(webp, image, ExifComment.of(encoding.parameters()));
    }

    private static byte[] encode(RgbImage image, int quality) throws IOException {
        // Made directly: ImageIO's registry does not see it behind some class loaders.
        var writer = new WebPImageWriterSpi().createWriterInstance(null);
        try (var bytes = new ByteArrayOutputStream();
                var out = new MemoryCacheImageOutputStream(bytes)) {
            var settings = new WebPWriteParam(Locale.ROOT);
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionType(
                    quality == LOSSLESS ? CompressionType.Lossless : CompressionType.Lossy);
            settings.setCompressionQuality(quality == LOSSLESS ? EFFORT : quality / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image.toBufferedImage(), null, null), settings);
            out.flush();
            return bytes.toByteArray();
        } finally {
            writer.dispose();
        }
    }

    /** Rebuilds the file in the extended layout (WebP container, "Extended File Format"). */
    private static byte[] withExif(byte[] webp, RgbImage image, byte[] exif) {
        int picture = webp.length - RIFF_HEADER;
        int length = RIFF_HEADER + 8 + EXTENDED + picture + 8 + exif.length + exif.length % 2;
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name("RIFF"))
                .putInt(length - 8)
                .put(name("WEBP"))
                .put(name("VP8X"))
                .putInt(EXTENDED)
                .putInt(HAS_EXIF)
                .put(threeBytes(image.width() - 1))
                .put(threeBytes(image.height() - 1))
                .put(webp, RIFF_HEADER, picture)
                .put(name("EXIF"))
                .putInt(exif.length)
                .put(exif)
                .array(); // an odd chunk ends with one 0 more
    }

    private static byte[] name(String chunk) {
        return chunk.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] threeBytes(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }
}
