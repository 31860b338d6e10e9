package dev.easel.cli;

import dev.easel.model.Precision;
import dev.easel.pipeline.GeneratorOptions;
import dev.easel.tensor.ComputeThreads;

import picocli.CommandLine.Option;

import java.util.Optional;

/** How a network computes. */
final class ComputeOptions {
    private static final int MOST_THREADS = 1024;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            completionCandidates = Choices.PrecisionNames.class,
            description =
                    "${COMPLETION-CANDIDATES}. auto is bf16 where the processor computes it"
                            + " natively, else f32; int8 is nearly the same and on most processors"
                            + " faster. Default: auto.")
    private String precision = "auto";

    @Option(
            names = "--threads",
            paramLabel = "COUNT",
            description = "Threads that compute. Default: one for each core.")
    private Optional<Integer> threads = Optional.empty();

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

    /** Has as many threads compute as the option says. */
    void setThreads() {
        threads.ifPresent(ComputeThreads::set);
    }

    /** {@return how many threads compute} */
    int threads() {
        return ComputeThreads.get();
    }

    /** {@return how to load a network, for which the threads are set} */
    GeneratorOptions begin() {
        setThreads();
        return GeneratorOptions.defaults().withPrecision(precision());
    }
}
