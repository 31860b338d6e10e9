package dev.easel.microbench;

import dev.easel.adapter.Adapter;
import dev.easel.adapter.ModelAdapters;
import dev.easel.adapter.WeightedAdapter;
import dev.easel.model.Backbone;
import dev.easel.model.Conditioning;
import dev.easel.model.LoadedModel;
import dev.easel.model.RunOptions;
import dev.easel.pipeline.GeneratorOptions;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Measures what adapters take on SDXL: {@code AdapterCosts MODEL SIDE ADAPTER...}. Prints, for each
 * adapter and for all of them, the seconds that it took to load the model and to put the adapter
 * on, the adapter's bytes in memory, and the seconds of a guided step of pictures of SIDE pixels
 * without and with it, the least of some that are made in turn.
 */
final class AdapterCosts {
    private static final int STEPS = 3;
    private static final int WIDTH = 2048;
    private static final int POOLED = 1280;
    private static final int TOKENS = 77;

    private AdapterCosts() {}

    public static void main(String[] args) {
        long latents = Long.parseLong(args[1]) / 8;
        var adapters =
                List.of(args).subList(2, args.length).stream()
                        .map(file -> Adapter.open(Path.of(file)).weighing(1))
                        .toList();
        double start = seconds();
        try (var generator = ImageGenerator.open(Path.of(args[0]), GeneratorOptions.defaults())) {
            double load = seconds() - start;
            for (int i = 0; i < 2; i++) { // the first time classes are loaded, too
                for (var adapter : adapters) {
                    print(generator.model(), List.of(adapter), load, latents);
                }
            }
            if (adapters.size() > 1) {
                print(generator.model(), adapters, load, latents);
            }
        }
    }

    private static void print(
            LoadedModel model, List<WeightedAdapter> adapters, double load, long latents) {
        double start = seconds();
        try (var adapted = model.changed(new ModelAdapters(adapters, model.tensors()))) {
            double put = seconds() - start;
            double without = Double.MAX_VALUE;
            double with = Double.MAX_VALUE;
            for (int i = 0; i < STEPS; i++) {
                without = Math.min(without, step(model, latents));
                with = Math.min(with, step(adapted, latents));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: load %.2f s, put on %.2f s (%.1f %%), %d MB, step %.2f s, with it %.2f s"
                            + " (%+.1f %%)%n",
                    adapters.stream().map(it -> it.adapter().name()).toList(),
                    load,
                    put,
                    100 * put / load,
                    adapted.bytes() >> 20,
                    without,
                    with,
                    100 * (with / without - 1));
        }
    }

    private static double step(LoadedModel model, long latents) {
        return model.backbone().use(backbone -> step(backbone, latents));
    }

    private static double step(Backbone backbone, long latents) {
        try (var _ = TensorScope.open()) {
            var conditioning =
                    new Conditioning.TextTime(
                            zeros(2, TOKENS, WIDTH),
                            zeros(2, POOLED),
                            zeros(2, Conditioning.TextTime.TIME_IDS));
            Tensor x = zeros(1, 4, latents, latents).add(1);
            try (var run = backbone.prepare(conditioning).run(RunOptions.none())) {
                double start = seconds();
                run.predict(x, 500);
                return seconds() - start;
            }
        }
    }

    private static Tensor zeros(long... sizes) {
        return Tensor.zeros(Shape.of(sizes), DType.F32, Device.CPU);
    }

    private static double seconds() {
        return System.nanoTime() / 1e9;
    }
}
