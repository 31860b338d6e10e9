package dev.easel.upscale;

/** Told of the progress of an upscaling. */
@FunctionalInterface
public interface TileListener {
    /** Ignores the progress. */
    TileListener NONE = (tile, tiles) -> {};

    /**
     * Called after each tile, on the thread that works.
     *
     * @param tile how many are done
     * @param tiles how many there are
     * @throws java.util.concurrent.CancellationException to end the work here
     */
    void onTile(int tile, int tiles);
}
