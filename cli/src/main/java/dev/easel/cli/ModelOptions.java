package dev.easel.cli;

import dev.easel.model.Precision;
import dev.easel.model.Residence;
import dev.easel.pipeline.GeneratorOptions;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.tensor.ComputeThreads;

import picocli.CommandLine.Option;

import java.util.Optional;

/** Which model draws, and how it computes. */
final class ModelOptions {
    private static final int MOST_THREADS = 1024;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            completionCandidates = Choices.ModelIds.class,
            description =
                    "An id that `./easel models` lists, or a folder in diffusers' layout. Default:"
                            + " easel-mini.")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            completionCandidates = Choices.PrecisionNames.class,
            description =
                    "${COMPLETION-CANDIDATES}. auto is bf16 where the processor computes it"
                            + " natively, else f32. Default: auto.")
    private String precision = "auto";

    @Option(
            names = "--threads",
            paramLabel = "COUNT",
            description = "Threads that compute. Default: one for each core.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--low-memory",
            description =
                    "Keep one part of the model in memory at a time: slower, and as large a model"
                            + " needs less.")
    private boolean lowMemory;

    void check() {
        precision();
        threads.ifPresent(count -> Limits.requireBetween("--threads", count, 1, MOST_THREADS));
    }

    Precision precision() {
        return Choices.precision(precision);
    }

    String precisionName() {
        return Choices.lowerCase(precision());
    }

    Optional<String> model() {
        return model;
    }

    /** {@return how many threads compute from now on} */
    int setThreads() {
        threads.ifPresent(ComputeThreads::set);
        return ComputeThreads.get();
    }

    /** {@return where the chosen model is} */
    ModelPlace place(Context context) {
        return ModelsFolder.of(context.environment()).find(model.orElse(KnownModel.EMBEDDED));
    }

    /** {@return the loaded model, to be closed} */
    ImageGenerator open(ModelPlace place) {
        setThreads();
        var options =
                GeneratorOptions.defaults()
                        .withPrecision(precision())
                        .withResidence(lowMemory ? Residence.BY_PART : Residence.WHOLE);
        return switch (place) {
            case ModelPlace.Embedded _ -> ImageGenerator.embedded(options);
            case ModelPlace.Folder folder -> ImageGenerator.open(folder.path(), options);
        };
    }
}
