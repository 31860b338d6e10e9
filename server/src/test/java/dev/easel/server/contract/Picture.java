package dev.easel.server.contract;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.RgbImage;

import tools.jackson.databind.JsonNode;

import java.util.Base64;

/** A picture on the wire. */
record Picture(RgbImage image) {
    /** {@return the PNG of a result; fails where it is none} */
    static Picture of(JsonNode result) {
        byte[] file = Base64.getDecoder().decode(result.path("base64").stringValue());
        if (file[0] != (byte) 0x89 || file[1] != 'P' || file[2] != 'N' || file[3] != 'G') {
            throw new AssertionError("not a PNG");
        }
        return new Picture(ImageCodec.decode(file, ImageCodec.MAX_PIXELS).image());
    }

    /** {@return a picture that differs at every place, for requests that begin from one} */
    static RgbImage slope(int width, int height) {
        var rgb = new byte[width * height * 3];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            rgb[i] =
                    (byte)
                            (40
                                    + pixel % width * 160 / width
                                    + i % 3 * 20
                                    + pixel / width * 15 / height);
        }
        return RgbImage.of(width, height, rgb);
    }

    /** {@return a picture in base64} */
    static String base64(RgbImage image, ImageFormat format) {
        return Base64.getEncoder().encodeToString(ImageCodec.encode(image, Encoding.of(format)));
    }

    /** {@return width x height} */
    String size() {
        return image.width() + "x" + image.height();
    }

    /** {@return the mean of the differences of all values, 0 to 255} */
    double distance(RgbImage other) {
        byte[] mine = image.toBytes();
        byte[] others = other.toBytes();
        long sum = 0;
        for (int i = 0; i < mine.length; i++) {
            sum += Math.abs((mine[i] & 255) - (others[i] & 255));
        }
        return (double) sum / mine.length;
    }
}
