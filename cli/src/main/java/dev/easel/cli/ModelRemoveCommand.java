package dev.easel.cli;

import dev.easel.server.pull.StoredModel;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.json.JsonMapper;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Deletes a model. */
@Command(
        name = "remove",
        description = "Delete a model or a file from the first folder of models.",
        customSynopsis = "easel models remove NAME [OPTIONS]")
final class ModelRemoveCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", description = "What is deleted, by its name.")
    private String name = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @ArgGroup(validate = false)
    private FolderOptions folders = new FolderOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ModelRemoveCommand(Context context) {
        this.context = context;
    }

    /** What {@code --json} prints. */
    private record Report(String name, String path, long bytes) {}

    @Override
    public Integer call() throws IOException {
        var places = folders.in(context);
        var model = StoredModel.find(places, name);
        Path path = model.path().toAbsolutePath().normalize();
        if (!model.isIn(places.first())) {
            // Other programs own the other folders; a link may lead anywhere.
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s is deleted from %s alone, and it is %s"
                            .formatted(name, places.first(), path));
        }
        long bytes = Files.isSymbolicLink(path) ? 0 : model.bytes();
        if (!yes && !agreed(path, bytes)) {
            throw new CommandException(ExitCode.USAGE, "nothing was deleted");
        }
        model.delete();
        var out = context.terminal().out();
        if (json) {
            out.println(
                    JsonMapper.shared()
                            .writeValueAsString(new Report(name, path.toString(), bytes)));
        } else {
            out.printf("%s is deleted, %s are free%n", path, PullProgress.size(bytes));
        }
        return ExitCode.DONE.number();
    }

    private static boolean agreed(Path path, long bytes) {
        var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (console.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE, "nobody can be asked here; --yes deletes without asking");
        }
        String answer =
                console.get().readLine("Delete %s (%s)? [y/N] ", path, PullProgress.size(bytes));
        return answer != null && answer.strip().matches("(?i)y(es)?");
    }
}
