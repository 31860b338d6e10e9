package dev.easel.server.pull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Downloads several files at once, and tells the caller how far they are. */
final class Downloads {
    private static final int AT_ONCE = 4;
    private static final long MILLIS_BETWEEN_REPORTS = 200;
    private static final long ROOM_FOR_OTHERS = 100L << 20;
    private static final double GB = 1e9;

    private final PullSettings settings;
    private final PullListener listener;

    Downloads(PullSettings settings, PullListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Checks that there is room.
     *
     * @param missing bytes that are to come
     */
    void requireSpace(String name, Path folder, long missing) throws IOException {
        long left = settings.space().left(folder);
        if (left < missing + ROOM_FOR_OTHERS) {
            throw new PullException(
                    "%s needs %.1f GB more, and the disk of %s has %.1f GB left"
                            .formatted(name, missing / GB, folder, left / GB));
        }
    }

    /**
     * Downloads all.
     *
     * @param bytes of all of them
     * @throws PullException or RefusedException where one fails; the others stop, what is here
     *     stays for the next time
     */
    void run(List<Download> downloads, long bytes) throws InterruptedException {
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("pull").factory())) {
            try {
                var running = new ExecutorCompletionService<Path>(threads);
                for (var download : downloads) {
                    var _ = running.submit(() -> download.run(settings));
                }
                for (int ended = 0; ended < downloads.size(); ) {
                    Future<Path> one = running.poll(MILLIS_BETWEEN_REPORTS, TimeUnit.MILLISECONDS);
                    if (one != null) {
                        one.get();
                        ended++;
                    }
                    listener.progress(downloads.stream().mapToLong(Download::done).sum(), bytes);
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException told
                        ? told
                        : new PullException("the download failed: " + e.getCause(), e);
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
