package dev.easel.upscale;

/** Sees how far the enlarging of a picture is. */
@FunctionalInterface
public interface TileListener {
    /** Sees nothing. */
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
