package dev.easel.server.request;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.RgbImage;

/** Parts of requests for tests. */
public final class TestRequests {
    private TestRequests() {}

    /** {@return the limits of a server on which none is set} */
    public static LimitSettings limits() {
        return new LimitSettings(2048, 4_194_304, 150, 10, 35, 2000, 50_000_000);
    }

    public static SentImages images() {
        return new SentImages(limits());
    }

    /** {@return a grey picture as a PNG file} */
    public static byte[] png(int width, int height) {
        var grey = RgbImage.of(width, height, new byte[width * height * 3]);
        return ImageCodec.encode(grey, Encoding.of(ImageFormat.PNG));
    }
}
