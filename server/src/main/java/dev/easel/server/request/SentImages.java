package dev.easel.server.request;

import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.RgbImage;
import dev.easel.server.request.GenerationRequest.Mask;

import org.springframework.stereotype.Component;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Reads pictures that come with requests, a few at the same time: their pixels are large. */
@Component
public final class SentImages {
    private static final int DECODERS = 2;

    private final long maxPixels;
    private final Semaphore decoders = new Semaphore(DECODERS, true);

    SentImages(LimitSettings limits) {
        this.maxPixels = limits.maxImagePixels();
    }

    /**
     * {@return the picture in a file, of which only the header is read}
     *
     * @throws InvalidRequestException where it is none that can be decoded
     */
    public SentImage of(byte[] file) {
        return of("image", file);
    }

    /**
     * {@return the picture in a file, of which only the header is read}
     *
     * @param name of the field, for the message
     * @throws InvalidRequestException where it is none that can be decoded
     */
    public SentImage of(String name, byte[] file) {
        try {
            var size = ImageCodec.size(file).requireAtMost(maxPixels);
            return new SentImage(file, size.width(), size.height(), ImageCodec.turning(file));
        } catch (IllegalArgumentException e) {
            throw unreadable(name, e);
        }
    }

    /** {@return whether a picture has transparency, of which only the header is read} */
    public boolean mayBeTransparent(SentImage image) {
        return ImageCodec.mayBeTransparent(image.file());
    }

    private static InvalidRequestException unreadable(String name, IllegalArgumentException e) {
        return new InvalidRequestException(name + " cannot be read: " + e.getMessage());
    }

    /**
     * {@return the pixels, upright, on white}
     *
     * @throws InvalidRequestException where they are damaged
     */
    RgbImage pixels(SentImage image) {
        return decoded(() -> ImageCodec.decode(image.file(), maxPixels).image());
    }

    /**
     * {@return a mask, upright, white where a picture is made again}
     *
     * @throws InvalidRequestException where its pixels are damaged
     */
    RgbImage mask(Mask mask) {
        return switch (mask.anew()) {
            case WHITE -> pixels(mask.image());
            case BLACK -> inverted(pixels(mask.image()));
            case TRANSPARENT ->
                    decoded(() -> ImageCodec.transparency(mask.image().file(), maxPixels));
        };
    }

    private static RgbImage inverted(RgbImage picture) {
        byte[] levels = picture.toBytes();
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) ~levels[i];
        }
        return RgbImage.of(picture.width(), picture.height(), levels);
    }

    private RgbImage decoded(Supplier<RgbImage> pixels) {
        decoders.acquireUninterruptibly();
        try {
            return pixels.get();
        } catch (IllegalArgumentException e) {
            throw unreadable("image", e);
        } finally {
            decoders.release();
        }
    }
}
