package dev.easel.cli;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.ModelPlace;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Lists the models that have an id, and which of them are on this machine. */
@Command(
        name = "models",
        description = "List the models and which of them are on this machine.",
        customSynopsis = {"easel models [OPTIONS]", "easel models info MODEL [OPTIONS]"},
        footer = {
            "",
            "A model is a folder in diffusers' layout (model_index.json, unet/, vae/, ...) or a"
                    + " single",
            ".safetensors file in checkpoints or Stable-diffusion, in a folder that --models or"
                    + " EASEL_MODELS",
            "names (else in the usual place for data): Easel's own, A1111's or ComfyUI's."
        })
final class ModelsCommand implements Callable<Integer> {
    private final Context context;

    @ArgGroup(validate = false)
    private FolderOptions folderOptions = new FolderOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private ModelsCommand(Context context) {
        this.context = context;
    }

    /** {@return the command with its own command} */
    static CommandLine commandLine(Context context) {
        return new CommandLine(new ModelsCommand(context))
                .addSubcommand(new ModelInfoCommand(context));
    }

    /** What {@code --json} prints. */
    private record Listing(String folder, List<String> folders, List<Row> models) {}

    /** A model; the path is absent where it is not on this machine or comes with the program. */
    private record Row(String id, String weights, boolean here, Optional<String> path) {
        static Row of(KnownModel model, Optional<ModelPlace> place) {
            return new Row(
                    model.id(), model.repository(), place.isPresent(), place.flatMap(Row::path));
        }

        private static Optional<String> path(ModelPlace place) {
            return place.location().map(path -> path.toAbsolutePath().toString());
        }
    }

    @Override
    public Integer call() {
        var folders = folderOptions.in(context);
        var known = KnownModel.ALL.stream().map(model -> Row.of(model, folders.find(model)));
        var others = folders.others().stream().map(name -> other(folders, name));
        var rows = Stream.concat(known, others).toList();
        var paths = folders.roots().stream().map(root -> root.toAbsolutePath().toString()).toList();
        var out = context.terminal().out();
        if (json) {
            out.println(
                    JsonMapper.shared()
                            .writeValueAsString(new Listing(paths.getFirst(), paths, rows)));
            return ExitCode.DONE.number();
        }
        out.printf("%-32s %-5s %s%n", "ID", "HERE", "WEIGHTS");
        rows.forEach(
                row -> out.printf("%-32s %-5s %s%n", row.id, row.here ? "yes" : "no", row.weights));
        out.printf("%nModels are looked for in %s%n", String.join(", ", paths));
        return ExitCode.DONE.number();
    }

    private static Row other(ModelFolders folders, String name) {
        var place = folders.named(name);
        boolean file = place.filter(ModelPlace.File.class::isInstance).isPresent();
        String what = file ? "a file of yours" : "a folder of yours";
        return new Row(name, what, true, place.flatMap(Row::path));
    }
}
