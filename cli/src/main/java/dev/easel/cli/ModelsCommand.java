package dev.easel.cli;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.Shelf;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Lists the models that have an id, and which of them are on this machine. */
@Command(
        name = "models",
        description = "List the models and which of them are on this machine.",
        customSynopsis = {
            "easel models [OPTIONS]",
            "easel models info MODEL [OPTIONS]",
            "easel models verify [NAME...] [OPTIONS]",
            "easel models remove NAME [OPTIONS]"
        },
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
                .addSubcommand(new ModelInfoCommand(context))
                .addSubcommand(new ModelVerifyCommand(context))
                .addSubcommand(new ModelRemoveCommand(context));
    }

    /**
     * What {@code --json} prints.
     *
     * @param files the names of those that are no whole models, by the folder of their kind
     */
    private record Listing(
            String folder,
            List<String> folders,
            List<ModelRow> models,
            Map<String, List<String>> files) {}

    @Override
    public Integer call() {
        var folders = folderOptions.in(context);
        var known = KnownModel.ALL.stream().map(it -> ModelRow.known(it, folders.find(it)));
        var others = folders.others().stream().map(it -> ModelRow.other(it, folders.named(it)));
        var rows = Stream.concat(known, others).toList();
        var paths = folders.roots().stream().map(root -> root.toAbsolutePath().toString()).toList();
        var out = context.terminal().out();
        if (json) {
            out.println(
                    JsonMapper.shared()
                            .writeValueAsString(
                                    new Listing(paths.getFirst(), paths, rows, files(folders))));
            return ExitCode.DONE.number();
        }
        out.printf("%-32s %-5s %s%n", "ID", "HERE", "WEIGHTS");
        rows.forEach(row ->
                out.printf("%-32s %-5s %s%n", row.id(), row.here() ? "yes" : "no", row.weights()));
        out.printf("%nModels are looked for in %s%n", String.join(", ", paths));
        out.println("./easel pull ID brings one that is not here");
        return ExitCode.DONE.number();
    }

    private static Map<String, List<String>> files(ModelFolders folders) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (var shelf : Shelf.values()) {
            if (shelf != Shelf.CHECKPOINTS) {
                files.put(shelf.folder(), folders.names(shelf));
            }
        }
        return files;
    }
}
