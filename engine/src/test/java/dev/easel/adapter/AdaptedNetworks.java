package dev.easel.adapter;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ModelTensors;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.golden.Golden;
import dev.easel.golden.GoldenTensors;
import dev.easel.model.Backbone;
import dev.easel.model.Conditioning;
import dev.easel.model.RunOptions;
import dev.easel.net.unet.UNet;
import dev.easel.net.unet.UNetConfig;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.text.clip.ClipTextConfig;
import dev.easel.text.clip.ClipTextModel;
import dev.easel.text.clip.ClipTextStates;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The networks of a golden model with adapters, and what they make of its golden inputs. */
final class AdaptedNetworks implements AutoCloseable {
    private static final List<String> PARTS = List.of("unet", "text_encoder", "text_encoder_2");

    private final ParameterStore unchanged = new ParameterStore();
    private final ParameterStore changed = new ParameterStore();
    private final Path model;
    private final Placement placement;
    private final ModelAdapters adapters;

    AdaptedNetworks(Path model, Placement placement, List<WeightedAdapter> adapters) {
        this.model = model;
        this.placement = placement;
        this.adapters = new ModelAdapters(adapters, tensors(model));
    }

    /** {@return the tensors of a golden model that adapters may change} */
    static ModelTensors tensors(Path model) {
        var parts = new HashMap<String, Map<String, Shape>>();
        for (var part : PARTS) {
            if (Files.exists(model.resolve(part))) {
                try (var file = SafetensorsFile.open(weights(model, part))) {
                    var shapes = new HashMap<String, Shape>();
                    file.keys().forEach(key -> shapes.put(key, file.shape(key)));
                    parts.put(part, shapes);
                }
            }
        }
        return new ModelTensors(model.toString(), parts);
    }

    private static Path weights(Path model, String part) {
        return model.resolve(part)
                .resolve(
                        part.equals("unet")
                                ? "diffusion_pytorch_model.safetensors"
                                : "model.safetensors");
    }

    ModelAdapters adapters() {
        return adapters;
    }

    /** {@return the bytes of what is not shared with the unchanged networks} */
    long bytes() {
        return changed.bytes();
    }

    /** {@return what a network makes of the golden inputs, as golden files call it} */
    Tensor output(String name) {
        String part = name.substring(0, name.indexOf('/'));
        return part.equals("unet") ? unet() : text(part, name.substring(part.length() + 1));
    }

    private Tensor unet() {
        var config = UNetConfig.read(config("unet"));
        Backbone network = adapted("unet", weights -> UNet.load(weights, config));
        try (var golden = GoldenTensors.open(model)) {
            var samples = golden.read("unet/in/sample");
            var timesteps = golden.read("unet/in/timesteps").toFloats();
            var outputs = new ArrayList<Tensor>();
            for (int i = 0; i < timesteps.length; i++) {
                var conditioning = conditioning(golden, i);
                try (var run = network.prepare(conditioning).run(RunOptions.none())) {
                    outputs.add(run.predict(samples.narrow(0, i, 1), timesteps[i]));
                }
            }
            return Tensor.cat(outputs, 0);
        }
    }

    private static Conditioning conditioning(GoldenTensors golden, int row) {
        var context = golden.read("unet/in/context").narrow(0, row, 1);
        return golden.has("unet/in/text_embeds")
                ? new Conditioning.TextTime(
                        context,
                        golden.read("unet/in/text_embeds").narrow(0, row, 1),
                        golden.read("unet/in/time_ids").narrow(0, row, 1))
                : new Conditioning.CrossAttention(context);
    }

    private Tensor text(String part, String state) {
        var config = ClipTextConfig.read(config(part));
        var network = adapted(part, weights -> new ClipTextModel(weights.exact(), config));
        try (var golden = GoldenTensors.open(model)) {
            return ClipTextStates.of(network, golden.read(part + "/in/input_ids"), state);
        }
    }

    /** Computes all changed tensors. */
    void changeAll() {
        for (var part : PARTS) {
            if (adapters.touches(part)) {
                try (var source = SafetensorsFile.open(weights(model, part));
                        var changes = adapters.open(part)) {
                    source.keys().stream()
                            .filter(changes::touches)
                            .forEach(key -> {
                                try (var _ = TensorScope.open()) {
                                    changes.tensor(key, Golden.read(source, key));
                                }
                            });
                }
            }
        }
    }

    /** {@return a changed tensor} */
    Tensor changed(String part, String name) {
        try (var source = SafetensorsFile.open(weights(model, part));
                var changes = adapters.open(part)) {
            String key = source.has(name) ? name : name.replace("text_model.", "");
            return changes.tensor(key, Golden.read(source, key));
        }
    }

    /** {@return an unchanged tensor} */
    Tensor unchanged(String part, String name) {
        try (var source = SafetensorsFile.open(weights(model, part))) {
            String key = source.has(name) ? name : name.replace("text_model.", "");
            return Golden.read(source, key);
        }
    }

    private <T> T adapted(String part, Function<Weights, T> constructor) {
        try (var source = SafetensorsFile.open(weights(model, part));
                var changes = adapters.open(part)) {
            var weights = Weights.of(source, unchanged, placement);
            var _ = constructor.apply(weights);
            var view = weights.changed(source, changed, changes);
            T network = constructor.apply(view);
            view.requireAllUsed(ClipTextModel::ignores);
            return network;
        }
    }

    private JsonConfig config(String part) {
        return JsonConfig.read(model.resolve(part).resolve("config.json"));
    }

    @Override
    public void close() {
        changed.close();
        unchanged.close();
    }
}
