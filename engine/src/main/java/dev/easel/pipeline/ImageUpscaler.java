package dev.easel.pipeline;

import dev.easel.catalog.EmbeddedModel;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.PickleFile;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.model.Execution;
import dev.easel.model.Precision;
import dev.easel.pictures.Mosaic;
import dev.easel.pictures.Resampling;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.DeviceMemoryException;
import dev.easel.upscale.TileListener;
import dev.easel.upscale.Upscaler;

import java.nio.file.Path;

/**
 * The front door to larger pictures: a loaded upscaling network, and Lanczos for sizes that it does
 * not make.
 *
 * <pre>{@code
 * try (var upscaler = ImageUpscaler.embedded()) {
 *     var large = upscaler.upscale(picture, new TargetSize.Scale(2));
 * }
 * }</pre>
 *
 * <p>Any number of threads may use it. It works in tiles: in addition to the pictures themselves it
 * takes memory that does not grow with them.
 */
public final class ImageUpscaler implements AutoCloseable {
    private final String name;
    private final Upscaler network;
    private final Lifetime lifetime = new Lifetime("the upscaler");

    private ImageUpscaler(String name, Upscaler network) {
        this.name = name;
        this.network = network;
    }

    /** {@return the embedded upscaler, which doubles} */
    public static ImageUpscaler embedded() {
        return embedded(GeneratorOptions.defaults());
    }

    /**
     * {@return the embedded upscaler, which doubles}
     *
     * @throws CheckpointException where it cannot be unpacked into the user's cache
     */
    public static ImageUpscaler embedded(GeneratorOptions options) {
        return load(
                "easel-mini x2",
                EmbeddedModel.unpack().resolve("upscaler/x2.safetensors"),
                options);
    }

    /** {@return the upscaler in a file} */
    public static ImageUpscaler open(Path file) {
        return open(file, GeneratorOptions.defaults());
    }

    /**
     * {@return the upscaler in a safetensors file: an RRDBNet (ESRGAN, Real-ESRGAN) or an
     * SRVGGNetCompact}
     *
     * @param options of which the offloading has no part: there is only one network
     * @throws CheckpointException where it is missing, broken or none that the engine knows
     * @throws IllegalArgumentException for the precision int8
     * @throws DeviceMemoryException where the weights do not fit
     */
    public static ImageUpscaler open(Path file, GeneratorOptions options) {
        return load(
                String.valueOf(file.getFileName()).replaceFirst("\\.safetensors$", ""),
                file,
                options);
    }

    private static ImageUpscaler load(String name, Path file, GeneratorOptions options) {
        if (PickleFile.is(file)) {
            throw PickleFile.refused(file, "; convert it to safetensors");
        }
        if (options.precision() == Precision.INT8) {
            throw new IllegalArgumentException(
                    "upscalers do not compute in precision int8; take auto, f32 or bf16");
        }
        var dtype = options.precision().dtype(options.device());
        try (var source = SafetensorsFile.open(file)) {
            return new ImageUpscaler(
                    name,
                    Upscaler.load(
                            source,
                            new Execution(
                                    new Placement(dtype, options.device(), options.kernels()),
                                    options.turns())));
        } catch (RuntimeException e) {
            throw DeviceMemoryException.explain(e);
        }
    }

    /** {@return what people call the network} */
    public String name() {
        return name;
    }

    /** {@return how many times as high and wide the network makes a picture} */
    public int scale() {
        return network.scale();
    }

    /** As {@link #upscale(RgbImage, TargetSize, TileListener)}, with nobody listening. */
    public RgbImage upscale(RgbImage picture, TargetSize target) {
        return upscale(picture, target, TileListener.NONE);
    }

    /**
     * {@return the picture in another size} The network is applied until the picture is as large as
     * the target, at least once if it does not enlarge; Lanczos makes the rest. What shall become
     * smaller is left to Lanczos alone.
     *
     * @param listener called after each tile, on this thread
     * @throws IllegalArgumentException where a picture on the way has 2^31 bytes or more
     * @throws java.util.concurrent.CancellationException where the listener throws it, or this
     *     thread is interrupted: after the present tile, and its flag stays set
     * @throws DeviceMemoryException where memory runs out
     * @throws IllegalStateException where this upscaler is closed
     */
    public RgbImage upscale(RgbImage picture, TargetSize target, TileListener listener) {
        return lifetime.use(() -> {
            var size = target.of(picture);
            var passes = Passes.of(picture, size, network);
            RgbImage large = picture;
            int before = 0;
            for (int pass = 0; pass < passes.count(); pass++) {
                int done = before;
                before += network.tiles(large.width(), large.height());
                large =
                        network.enlarge(
                                large,
                                (tile, _) -> {
                                    listener.onTile(done + tile, passes.tiles());
                                    Interrupts.check();
                                });
            }
            return Resampling.LANCZOS.resize(large, size.width(), size.height());
        });
    }

    /**
     * How often the network is applied.
     *
     * @param tiles of all passes
     */
    private record Passes(int count, int tiles) {
        static Passes of(RgbImage picture, TargetSize.Pixels target, Upscaler network) {
            Mosaic.requirePossible(target.width(), target.height());
            long width = picture.width();
            long height = picture.height();
            int count = 0;
            int tiles = 0;
            boolean once = network.scale() == 1;
            while (once ? count == 0 : width < target.width() || height < target.height()) {
                tiles += network.tiles((int) width, (int) height);
                width *= network.scale();
                height *= network.scale();
                count++;
                Mosaic.requirePossible(width, height);
            }
            return new Passes(count, tiles);
        }
    }

    /**
     * Frees the network once the pictures that other threads are making are done.
     *
     * @throws IllegalStateException where a listener calls it, which would wait for itself
     */
    @Override
    public void close() {
        lifetime.end(network::close);
    }
}
