package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.WeightSource;
import dev.easel.sampling.FewSteps;
import dev.easel.sampling.Prediction;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the UNet of a single file predicts, and why it is taken to.
 *
 * @param reason the end of a sentence, such as {@code its metadata say so}
 */
record FoundPrediction(Prediction prediction, String reason) {
    /**
     * {@return what tells it first: the caller, the scheduler of given configurations, a YAML file
     * beside the file, the file's metadata, a mark among its tensors, its name, or its kind}
     *
     * @param scheduler of given configurations
     * @param inChannels of the UNet
     */
    static FoundPrediction of(
            WeightSource file,
            CheckpointKind kind,
            SingleFileOptions options,
            Optional<JsonConfig> scheduler,
            long inChannels) {
        Stream<Supplier<Optional<FoundPrediction>>> sources =
                Stream.of(
                        () -> found(options.prediction(), "as was asked for"),
                        () -> scheduler.flatMap(FoundPrediction::configured),
                        () -> stated(file),
                        () -> scheduler.flatMap(config -> silent(config)),
                        () -> named(Siblings.stem(Path.of(file.name()))));
        return sources.flatMap(source -> source.get().stream())
                .findFirst()
                .orElseGet(() -> usual(kind, inChannels));
    }

    /**
     * {@return what tells it of a UNet alone: the caller, a YAML file beside the file, the file's
     * metadata, a mark among its tensors, its name, or the scheduler of the model that has the
     * other parts}
     */
    static FoundPrediction ofUNet(
            WeightSource file, SingleFileOptions options, JsonConfig scheduler) {
        return found(options.prediction(), "as was asked for")
                .or(() -> stated(file))
                .or(() -> named(Siblings.stem(Path.of(file.name()))))
                .or(() -> configured(scheduler))
                .or(() -> silent(scheduler))
                .orElseThrow();
    }

    /** {@return what the file says, or a YAML file beside it} */
    private static Optional<FoundPrediction> stated(WeightSource file) {
        return OriginalYaml.beside(Path.of(file.name()))
                .or(() -> described(file))
                .or(() ->
                        file.has("v_pred")
                                ? found(Prediction.V_PREDICTION, "it has a tensor v_pred")
                                : Optional.empty());
    }

    private static Optional<FoundPrediction> found(Optional<Prediction> prediction, String reason) {
        return prediction.map(it -> new FoundPrediction(it, reason));
    }

    private static Optional<FoundPrediction> found(Prediction prediction, String reason) {
        return found(Optional.of(prediction), reason);
    }

    private static Optional<FoundPrediction> configured(JsonConfig scheduler) {
        return scheduler.has("prediction_type")
                ? found(Prediction.read(scheduler), scheduler.name() + " says so")
                : Optional.empty();
    }

    /** As in diffusers, a scheduler that does not say it has noise predicted. */
    private static Optional<FoundPrediction> silent(JsonConfig scheduler) {
        return found(Prediction.read(scheduler), scheduler.name() + " has no prediction_type");
    }

    /** As the specification of model metadata by Stability AI, modelspec, has it. */
    private static Optional<FoundPrediction> described(WeightSource file) {
        String reason = "its metadata say so";
        return switch (file.metadata().getOrDefault("modelspec.prediction_type", "")) {
            case "v", "v_prediction" -> found(Prediction.V_PREDICTION, reason);
            case "epsilon", "eps" -> found(Prediction.EPSILON, reason);
            default -> Optional.empty();
        };
    }

    /** SDXL-Lightning of one step is alone in this, and SD-Turbo among Stable Diffusion 2. */
    private static Optional<FoundPrediction> named(String name) {
        return FewSteps.named(name)
                .filter(it -> it.predictsSample() || it.kind() == FewSteps.Kind.TURBO)
                .flatMap(it ->
                        found(
                                it.predictsSample() ? Prediction.SAMPLE : Prediction.EPSILON,
                                "its name says " + it.kind().title()));
    }

    /** The published models of Stable Diffusion 2 for inpainting and depth predict noise. */
    private static FoundPrediction usual(CheckpointKind kind, long inChannels) {
        boolean v = kind == CheckpointKind.SD2 && inChannels == 4;
        return new FoundPrediction(
                v ? Prediction.V_PREDICTION : Prediction.EPSILON,
                "%s of %d input channels does, and nothing says otherwise"
                        .formatted(kind.title(), inChannels));
    }

    /** {@return as scheduler_config.json has it} */
    String key() {
        return switch (prediction) {
            case EPSILON -> "epsilon";
            case V_PREDICTION -> "v_prediction";
            case SAMPLE -> "sample";
        };
    }

    /** {@return as people say it, with the reason} */
    String sentence() {
        return switch (prediction) {
            case EPSILON -> "predicts noise (epsilon): " + reason;
            case V_PREDICTION -> "predicts velocity (v): " + reason;
            case SAMPLE -> "predicts the clean latents (sample): " + reason;
        };
    }
}
