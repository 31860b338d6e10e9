package dev.easel.text.clip;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.golden.Golden;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;

import java.nio.file.Files;
import java.nio.file.Path;

/** Loads the text parts of golden models; closing frees them. */
final class GoldenTextModels implements AutoCloseable {
    private final ParameterStore store = new ParameterStore();
    private final DType dtype;

    GoldenTextModels(DType dtype) {
        this.dtype = dtype;
    }

    /** The model in a folder; every tensor of its file must be used. */
    ClipTextModel model(Path folder) {
        var config = ClipTextConfig.read(JsonConfig.read(folder.resolve("config.json")));
        try (var file = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            var weights =
                    Weights.of(
                            file,
                            store,
                            new Weights.Placement(dtype, Device.CPU, Golden.kernels()));
            var model = new ClipTextModel(weights, config);
            weights.requireAllUsed(ClipTextModel::ignores);
            return model;
        }
    }

    /** The encoder of a diffusers folder, with one text model or two. */
    PromptEncoder encoder(Path folder) {
        var tokenizer = ClipTokenizer.load(folder.resolve("tokenizer"));
        var model = model(folder.resolve("text_encoder"));
        if (!Files.exists(folder.resolve("text_encoder_2"))) {
            return PromptEncoder.single(tokenizer, model);
        }
        var index = JsonConfig.read(folder.resolve("model_index.json"));
        return PromptEncoder.dual(
                tokenizer,
                model,
                ClipTokenizer.load(folder.resolve("tokenizer_2")),
                model(folder.resolve("text_encoder_2")),
                index.findBoolean("force_zeros_for_empty_prompt").orElse(true));
    }

    @Override
    public void close() {
        store.close();
    }
}
