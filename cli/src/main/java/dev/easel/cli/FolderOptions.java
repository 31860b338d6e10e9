package dev.easel.cli;

import dev.easel.catalog.ModelFolders;

import picocli.CommandLine.Option;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where models are looked for. */
final class FolderOptions {
    @Option(
            names = "--models",
            paramLabel = "DIR",
            description =
                    "A folder of models, also one of A1111's or ComfyUI's; may be repeated."
                            + " Default: as `./easel models` shows.")
    private List<String> models = new ArrayList<>();

    /** {@return the folders, as text, where the option is given} */
    Optional<String> given() {
        return models.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(File.pathSeparator, models));
    }

    /** {@return the folders} */
    ModelFolders in(Context context) {
        return given().map(ModelFolders::parse)
                .orElseGet(() -> ModelFolders.of(context.environment()));
    }
}
