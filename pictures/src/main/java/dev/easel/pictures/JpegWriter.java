package dev.easel.pictures;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes JPEG by the JDK's encoder with full colour resolution (4:4:4). */
final class JpegWriter {
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SEGMENT_LENGTH_LIMIT = 0xFFFF;

    private JpegWriter() {}

    static byte[] write(RgbImage image, Encoding encoding) throws IOException {
        var jpeg = encode(image, encoding.quality() / 100f);
        if (encoding.parameters().isEmpty()) {
            return jpeg;
        }
        var exif = ExifComment.of(encoding.parameters());
        int length = Short.BYTES + EXIF.length + exif.length;
        return length > SEGMENT_LENGTH_LIMIT ? jpeg : withExif(jpeg, exif, length);
    }

    private static byte[] encode(RgbImage image, float quality) throws IOException {
        var picture = image.toBufferedImage();
        var writer = BuiltInJpeg.writer();
        try (var bytes = new ByteArrayOutputStream();
                var out = new MemoryCacheImageOutputStream(bytes)) {
            var settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(quality);
            var type = ImageTypeSpecifier.createFromRenderedImage(picture);
            var metadata = fullColour(writer.getDefaultImageMetadata(type, settings));
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, metadata), settings);
            out.flush();
            return bytes.toByteArray();
        } finally {
            writer.dispose();
        }
    }

    /** Sets the sampling factors of all components to 1; the JDK's default halves the colours. */
    private static IIOMetadata fullColour(IIOMetadata metadata) throws IOException {
        var format = metadata.getNativeMetadataFormatName();
        var root = (IIOMetadataNode) metadata.getAsTree(format);
        var components = root.getElementsByTagName("componentSpec");
        for (int i = 0; i < components.getLength(); i++) {
            var component = (IIOMetadataNode) components.item(i);
            component.setAttribute("HsamplingFactor", "1");
            component.setAttribute("VsamplingFactor", "1");
        }
        metadata.setFromTree(format, root);
        return metadata;
    }

    /** Puts the EXIF segment behind the start marker and the JFIF segment. */
    private static byte[] withExif(byte[] jpeg, byte[] exif, int length) {
        var in = ByteBuffer.wrap(jpeg);
        boolean jfif = in.getShort(2) == (short) 0xFFE0;
        int at = jfif ? 4 + in.getShort(4) : 2;
        return ByteBuffer.allocate(jpeg.length + 2 + length)
                .put(jpeg, 0, at)
                .putShort((short) 0xFFE1)
                .putShort((short) length)
                .put(EXIF)
                .put(exif)
                .put(jpeg, at, jpeg.length - at)
                .array();
    }
}
