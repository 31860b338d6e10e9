package dev.easel.cli;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.ModelPlace;
import dev.easel.catalog.ModelsFolder;
import dev.easel.model.Offload;
import dev.easel.pipeline.ImageGenerator;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.util.Optional;

/** Which model draws. */
final class ModelOptions {
    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            completionCandidates = Choices.ModelIds.class,
            description =
                    "An id that `./easel models` lists, or a folder in diffusers' layout. Default:"
                            + " easel-mini.")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--low-memory",
            description =
                    "Keep one part of the model in memory at a time: slower, and as large a model"
                            + " needs less.")
    private boolean lowMemory;

    @ArgGroup(validate = false)
    private ComputeOptions compute = new ComputeOptions();

    void check() {
        compute.check();
    }

    ComputeOptions compute() {
        return compute;
    }

    Optional<String> model() {
        return model;
    }

    /** {@return where the chosen model is} */
    ModelPlace place(Context context) {
        return ModelsFolder.of(context.environment()).find(model.orElse(KnownModel.EMBEDDED));
    }

    /** {@return the loaded model, to be closed} */
    ImageGenerator open(ModelPlace place) {
        var options = compute.begin().withOffload(lowMemory ? Offload.PER_COMPONENT : Offload.NONE);
        return ImageGenerator.open(place, options);
    }
}
