package dev.easel.pipeline;

import dev.easel.catalog.FileDigests;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The hash by which people know a model in a single file, A1111's {@code Model hash}: the first ten
 * digits of its SHA-256. It is computed beside the first picture, unless it is kept.
 */
final class ModelHash implements AutoCloseable {
    private static final int DIGITS = 10;

    private final FutureTask<Optional<String>> work;

    private ModelHash(FutureTask<Optional<String>> work) {
        this.work = work;
    }

    /** {@return the hash of a model that is no single file: none} */
    static ModelHash none() {
        return of(Optional::empty);
    }

    /** {@return the hash of a file, which begins to be computed} */
    static ModelHash of(Path file) {
        return of(() -> Optional.of(FileDigests.ofProcess().sha256(file).substring(0, DIGITS)));
    }

    private static ModelHash of(Callable<Optional<String>> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().name("hash of the model").start(task);
        return new ModelHash(task);
    }

    /** {@return the hash once it is there; none where it cannot be had} */
    Optional<String> get() {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the picture is done, and told without it
            return Optional.empty();
        } catch (ExecutionException | CancellationException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        work.cancel(true);
    }
}
