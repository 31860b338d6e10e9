package dev.easel.upscale;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.WeightSource;
import dev.easel.checkpoint.Weights;
import dev.easel.model.Execution;
import dev.easel.nn.PixelTensor;
import dev.easel.pictures.Mosaic;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.TensorScope;

/**
 * A network that makes pictures larger by a whole factor, in tiles: the memory that it takes does
 * not grow with the picture, but for the result's own bytes. Immutable until it is closed; any
 * number of threads may use it.
 */
public final class Upscaler implements AutoCloseable {
    private final UpscaleNetwork network;
    private final Execution execution;
    private final ParameterStore store;
    private final Tiles tiles;

    private Upscaler(
            UpscaleNetwork network, Execution execution, ParameterStore store, Tiles tiles) {
        this.network = network;
        this.execution = execution;
        this.store = store;
        this.tiles = tiles;
    }

    /**
     * {@return the upscaler in a file, to be closed; the source stays the caller's}
     *
     * @throws CheckpointException where the tensors are not those of a network that is known
     */
    public static Upscaler load(WeightSource source, Execution execution) {
        return load(source, execution, Tiles.DEFAULT);
    }

    static Upscaler load(WeightSource source, Execution execution, Tiles tiles) {
        var store = new ParameterStore();
        try {
            var named = UpscaleKeys.of(source);
            var weights = Weights.of(named, store, execution.placement());
            var network = UpscaleNetwork.load(named, weights);
            weights.requireAllUsed(key -> false);
            return new Upscaler(network, execution, store, tiles);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** {@return how many times as high and wide its results are} */
    public int scale() {
        return network.scale();
    }

    /** {@return how many tiles a picture has} */
    public int tiles(int width, int height) {
        return tiles.count(width, height);
    }

    /**
     * {@return the picture, {@link #scale} times as high and wide}
     *
     * @throws IllegalArgumentException where the result would have 2^31 bytes or more
     * @throws java.util.concurrent.CancellationException where the listener throws it
     */
    public RgbImage enlarge(RgbImage picture, TileListener listener) {
        int scale = network.scale();
        var result =
                new Mosaic(
                        Math.multiplyExact(picture.width(), scale),
                        Math.multiplyExact(picture.height(), scale));
        var parts = tiles.of(picture.width(), picture.height());
        for (int i = 0; i < parts.size(); i++) {
            var tile = parts.get(i);
            result.put(
                    tile.used().x() * scale,
                    tile.used().y() * scale,
                    execution.turns().inTurn(() -> enlargeWhole(picture.crop(tile.seen()))),
                    tile.usedOfResult(scale));
            listener.onTile(i + 1, parts.size());
        }
        return result.toImage();
    }

    private RgbImage enlargeWhole(RgbImage picture) {
        var device = execution.placement().device();
        try (var _ = TensorScope.open()) {
            return PixelTensor.toPicture(network.forward(PixelTensor.of(picture).to(device)));
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
