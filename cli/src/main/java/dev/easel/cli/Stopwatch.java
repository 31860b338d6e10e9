package dev.easel.cli;

/** Takes the time of the parts of a command. */
final class Stopwatch {
    private final long start = System.nanoTime();
    private long lap = start;

    /** {@return the seconds since the last lap, or the start} */
    double lap() {
        long now = System.nanoTime();
        double seconds = (now - lap) / 1e9;
        lap = now;
        return seconds;
    }

    double total() {
        return (System.nanoTime() - start) / 1e9;
    }
}
