package dev.easel.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import javax.imageio.ImageIO;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Pictures to encode, and the JDK's decoders to look at the result. */
public final class Pictures {
    private static final String UNICODE = "UNICODE\0";

    private Pictures() {}

    /** Every byte by chance: the hardest for a compressor. */
    public static RgbImage noise(int width, int height) {
        var rgb = new byte[width * height * 3];
        new Random(7).nextBytes(rgb);
        return RgbImage.of(width, height, rgb);
    }

    /** Soft gradients and a red disc with a hard edge. */
    public static RgbImage drawing(int width, int height) {
        var rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 3;
                boolean disc =
                        Math.hypot(x - width / 2.0, y - height / 2.0)
                                < Math.min(width, height) / 4.0;
                rgb[at] = (byte) (disc ? 220 : 255 * x / width);
                rgb[at + 1] = (byte) (disc ? 30 : 255 * y / height);
                rgb[at + 2] = (byte) (disc ? 40 : 120);
            }
        }
        return RgbImage.of(width, height, rgb);
    }

    public static RgbImage decode(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        var rgb = new byte[image.getWidth() * image.getHeight() * 3];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int pixel = image.getRGB(x, y);
                rgb[at++] = (byte) (pixel >> 16);
                rgb[at++] = (byte) (pixel >> 8);
                rgb[at++] = (byte) pixel;
            }
        }
        return RgbImage.of(image.getWidth(), image.getHeight(), rgb);
    }

    /** The recipe in a PNG, empty if there is none. */
    public static String recipe(byte[] png) throws IOException {
        var reader = ImageIO.getImageReadersByFormatName("png").next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
            reader.setInput(in);
            var texts =
                    ((IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_1.0"))
                            .getElementsByTagName("TextEntry");
            for (int i = 0; i < texts.getLength(); i++) {
                var text = (IIOMetadataNode) texts.item(i);
                if (text.getAttribute("keyword").equals("parameters")) {
                    return text.getAttribute("value");
                }
            }
            return "";
        } finally {
            reader.dispose();
        }
    }

    /** The recipe in a WebP that Easel wrote: its EXIF data end with it. */
    public static String webpRecipe(byte[] webp) {
        var file = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
        String bytes = new String(webp, StandardCharsets.ISO_8859_1);
        int chunk = bytes.indexOf("EXIF");
        int comment = bytes.indexOf(UNICODE, chunk) + UNICODE.length();
        if (chunk < 0 || comment < chunk) {
            return "";
        }
        int end = chunk + 8 + file.getInt(chunk + 4);
        return new String(webp, comment, end - comment, StandardCharsets.UTF_16BE);
    }

    /** Peak signal to noise ratio in decibels; infinite for equal pictures. */
    public static double psnr(RgbImage expected, RgbImage actual) {
        double squares = 0;
        for (int i = 0; i < expected.bytes().length; i++) {
            double difference = (expected.bytes()[i] & 0xFF) - (actual.bytes()[i] & 0xFF);
            squares += difference * difference;
        }
        return 10 * Math.log10(255.0 * 255 * expected.bytes().length / squares);
    }
}
