package dev.easel.server.pull;

/**
 * Hears how far a download is, in the thread that asked for it; what it throws ends the download.
 */
@FunctionalInterface
public interface PullListener {
    /**
     * Is called several times a second.
     *
     * @param done bytes that are here, those of earlier attempts too
     * @param total bytes of all files, at most {@code done} where that is not known
     */
    void progress(long done, long total);
}
