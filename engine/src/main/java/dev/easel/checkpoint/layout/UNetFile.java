package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.WeightSource;
import dev.easel.tensor.Shape;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A UNet alone in a file, as ComfyUI has them, with the other parts and the configurations of
 * another model. The file is open only while it is read.
 */
record UNetFile(PartFile unet, ModelFiles base, StatedUNet stated, FoundPrediction prediction)
        implements ModelFiles {
    private static final String CONTEXT_WIDTH = "cross_attention_dim";

    /**
     * {@return whether a file has a UNet and no text models}
     *
     * @throws CheckpointException where it cannot be read
     */
    static boolean isOne(Path path) {
        try (var file = WeightSource.openFile(path)) {
            return !CheckpointKind.isCheckpoint(file.keys())
                    && PartFile.Part.UNET.in(path, file.keys()).isPresent();
        }
    }

    /**
     * {@return the model of a UNet, called as its file is without its extension}
     *
     * @throws CheckpointException where no model with the other parts is given, or it does not fit
     */
    static UNetFile open(Path path, SingleFileOptions options) {
        try (var file = WeightSource.openFile(path)) {
            var base =
                    options.base()
                            .orElseThrow(() -> FileKind.refused(path.toString(), file.keys()));
            if (options.configs().isPresent()) {
                throw new CheckpointException(
                        "%s is a UNet alone and has the configurations of its base, %s; expected no others"
                                .formatted(path, base.name()));
            }
            var unet = PartFile.Part.UNET.in(path, file.keys()).orElseThrow();
            requireFit(file, unet.prefix(), base);
            var scheduler = base.settings("scheduler", "scheduler_config.json");
            return new UNetFile(
                    unet,
                    base,
                    StatedUNet.of(file, unet.prefix()),
                    FoundPrediction.ofUNet(file, options, scheduler));
        }
    }

    /** Told by the width of the text that it attends to: families differ in it. */
    private static void requireFit(WeightSource file, String prefix, ModelFiles base) {
        var config = base.config("unet");
        var width =
                file.keys().stream()
                        .filter(key -> key.startsWith(prefix) && key.endsWith(".attn2.to_k.weight"))
                        .map(key -> file.shape(key, Shape.of()))
                        .filter(shape -> shape.rank() == 2)
                        .map(shape -> shape.size(1))
                        .findFirst();
        if (width.isPresent()
                && !config.isList(CONTEXT_WIDTH)
                && width.get() != config.integer(CONTEXT_WIDTH)) {
            throw new CheckpointException(
                    "%s attends to text of width %d and the UNet of %s to one of width %d; expected a base of the same family"
                            .formatted(
                                    file.name(),
                                    width.get(),
                                    base.name(),
                                    config.integer(CONTEXT_WIDTH)));
        }
    }

    @Override
    public String name() {
        return Siblings.stem(unet.path());
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(unet.path());
    }

    @Override
    public boolean has(String part) {
        return base.has(part);
    }

    @Override
    public JsonConfig index() {
        return base.index();
    }

    @Override
    public Optional<JsonConfig> preferred() {
        return Siblings.preferred(unet.path()).or(base::preferred);
    }

    @Override
    public Optional<Path> companion(String name) {
        return Siblings.companion(unet.path(), name).or(() -> base.companion(name));
    }

    @Override
    public JsonConfig settings(String part, String name, String... classes) {
        var settings = base.settings(part, name, classes);
        return switch (part) {
            case "unet" -> stated.in(settings);
            case "scheduler" -> settings.with("prediction_type", prediction.key());
            default -> settings;
        };
    }

    @Override
    public TokenizerPlace tokenizer(String part, String... classes) {
        return base.tokenizer(part, classes);
    }

    @Override
    public WeightSource weights(String part) {
        return part.equals("unet") ? unet.open(config("unet"), UNetNames::of) : base.weights(part);
    }

    @Override
    public Optional<String> otherVae() {
        return base.otherVae();
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<>(base.notes());
        notes.add(
                "%s is a UNet that %s; the other parts are those of %s"
                        .formatted(name(), prediction.sentence(), base.name()));
        stated.marks().forEach(mark -> notes.add(name() + ": " + mark));
        return notes;
    }
}
