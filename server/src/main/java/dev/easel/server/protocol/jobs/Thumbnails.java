package dev.easel.server.protocol.jobs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.Resampling;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Small pictures, made when they are asked for, a few at the same time. Thread-safe. */
@Component
final class Thumbnails {
    /** In pixels: for screens of one and of two of them to a point. */
    static final List<String> WIDTHS = List.of("176", "352");

    private static final long MOST_BYTES = 64L << 20;
    private static final int AT_ONCE = 2;
    private static final int QUALITY = 82;

    private final Semaphore makers = new Semaphore(AT_ONCE, true);
    private final Cache<Key, byte[]> made =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_BYTES)
                    .<Key, byte[]>weigher((_, file) -> file.length)
                    .build();

    private record Key(UUID picture, int width) {}

    /** {@return a small picture that was made before} */
    Optional<byte[]> known(UUID picture, int width) {
        return Optional.ofNullable(made.getIfPresent(new Key(picture, width)));
    }

    /**
     * {@return a JPEG that is so wide, or as wide as the picture where that is less}
     *
     * @param picture the id of the picture
     * @param file of it
     */
    byte[] of(UUID picture, byte[] file, int width) {
        makers.acquireUninterruptibly();
        try {
            byte[] small = jpeg(file, width);
            made.put(new Key(picture, width), small);
            return small;
        } finally {
            makers.release();
        }
    }

    private static byte[] jpeg(byte[] file, int width) {
        var picture = ImageCodec.decode(file, ImageCodec.MAX_PIXELS).image();
        int smaller = Math.min(width, picture.width());
        long height = Math.round((double) picture.height() * smaller / picture.width());
        var small = Resampling.LANCZOS.resize(picture, smaller, (int) Math.max(1, height));
        return ImageCodec.encode(small, Encoding.of(ImageFormat.JPEG).withQuality(QUALITY));
    }
}
