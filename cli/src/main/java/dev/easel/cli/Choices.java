package dev.easel.cli;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.Style;
import dev.easel.catalog.StyleCatalog;
import dev.easel.model.Precision;
import dev.easel.pictures.ImageFormat;
import dev.easel.pipeline.PreviewMethod;
import dev.easel.pipeline.SamplerNames;
import dev.easel.sampling.FewSteps;
import dev.easel.sampling.Prediction;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** The names that options take, for reading them, for the help and for the shell's completion. */
final class Choices {
    private Choices() {}

    /**
     * {@return the value whose name was given, in upper or lower case}
     *
     * @throws CommandException that lists the names if there is none
     */
    static <T> T pick(String option, String given, List<T> values, Function<T, String> name) {
        return values.stream()
                .filter(value -> name.apply(value).equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.USAGE,
                                "%s must be one of %s, got %s"
                                        .formatted(
                                                option,
                                                String.join(
                                                        ", ", values.stream().map(name).toList()),
                                                given)));
    }

    static Precision precision(String given) {
        return pick("--precision", given, List.of(Precision.values()), Choices::lowerCase);
    }

    static Prediction prediction(String given) {
        return pick("--prediction", given, List.of(Prediction.values()), Choices::predictionName);
    }

    private static String predictionName(Prediction prediction) {
        return switch (prediction) {
            case EPSILON -> "epsilon";
            case V_PREDICTION -> "v";
            case SAMPLE -> "sample";
        };
    }

    static FewSteps.Kind fewSteps(String given) {
        return pick("--few-steps", given, List.of(FewSteps.Kind.values()), FewSteps.Kind::title);
    }

    static PreviewMethod previewMethod(String given) {
        return pick("--preview-by", given, List.of(PreviewMethod.values()), Choices::lowerCase);
    }

    /** {@return the sampler of a name, ours, A1111's or ComfyUI's} */
    static SamplerNames.Named sampler(String given) {
        return SamplerNames.find(given)
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.USAGE,
                                "--sampler must be one of %s, or a name of A1111 such as %s, got %s"
                                        .formatted(
                                                String.join(", ", new SamplerIds()),
                                                "Euler a or DPM++ 2M Karras",
                                                given)));
    }

    static SigmaSpacing scheduler(String given) {
        return pick("--scheduler", given, List.of(SigmaSpacing.values()), Choices::lowerCase);
    }

    static ImageFormat format(String given) {
        String usual = given.equalsIgnoreCase("jpg") ? "jpeg" : given;
        return pick("--format", usual, List.of(ImageFormat.values()), Choices::lowerCase);
    }

    static Style style(String given) {
        var catalog = StyleCatalog.builtIn();
        return catalog.find(given)
                .orElseGet(() -> pick("--style", given, catalog.all(), Style::id));
    }

    static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Iterator<String> lowerCase(Enum<?>[] values) {
        return Arrays.stream(values).map(Choices::lowerCase).iterator();
    }

    /** What a UNet may predict. */
    static final class PredictionNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Prediction.values()).map(Choices::predictionName).iterator();
        }
    }

    /** Kinds of few-step models. */
    static final class FewStepKinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(FewSteps.Kind.values()).map(FewSteps.Kind::title).iterator();
        }
    }

    /** Names of samplers. */
    static final class SamplerIds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Samplers.values()).map(Samplers::name).iterator();
        }
    }

    /** Names of spacings of the noise levels. */
    static final class SchedulerNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return lowerCase(SigmaSpacing.values());
        }
    }

    /** Names of styles. */
    static final class StyleNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return StyleCatalog.builtIn().all().stream().map(Style::id).iterator();
        }
    }

    /** Names of picture formats. */
    static final class FormatNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return lowerCase(ImageFormat.values());
        }
    }

    /** Names of precisions. */
    static final class PrecisionNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return lowerCase(Precision.values());
        }
    }

    /** How previews are made. */
    static final class PreviewMethodNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return lowerCase(PreviewMethod.values());
        }
    }

    /** Ids of models. */
    static final class ModelIds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return KnownModel.ALL.stream().map(KnownModel::id).iterator();
        }
    }
}
