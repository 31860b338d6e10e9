package dev.easel.cli;

import dev.easel.catalog.ModelFolders;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.server.pull.PullNote;
import dev.easel.server.pull.StoredModel;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Looks whether models are as they were downloaded. */
@Command(
        name = "verify",
        description =
                "Check that files are as `pull` noted them (SHA-256), and that their headers can be"
                        + " read.",
        customSynopsis = "easel models verify [NAME...] [OPTIONS]")
final class ModelVerifyCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Models and files by their names. Default: all.")
    private List<String> names = List.of();

    @ArgGroup(validate = false)
    private FolderOptions folders = new FolderOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ModelVerifyCommand(Context context) {
        this.context = context;
    }

    /** What {@code --json} prints. */
    private record Report(List<Row> models) {}

    private record Row(String name, String path, boolean pulled, List<String> problems) {
        String line() {
            if (!problems.isEmpty()) {
                return "%s: %s".formatted(name, String.join("; ", problems));
            }
            return pulled
                    ? name + ": as it was pulled"
                    : name + ": can be read (it was not pulled, so there is no hash to compare)";
        }
    }

    @Override
    public Integer call() throws IOException {
        var rows = new ArrayList<Row>();
        var out = context.terminal().out();
        for (var model : models(folders.in(context))) {
            context.interruption().check();
            rows.add(row(model));
            if (!json) {
                out.println(rows.getLast().line());
            }
        }
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(new Report(rows)));
        }
        boolean fine = rows.stream().allMatch(row -> row.problems().isEmpty());
        return (fine ? ExitCode.DONE : ExitCode.MODEL).number();
    }

    private List<StoredModel> models(ModelFolders places) {
        return names.isEmpty()
                ? StoredModel.all(places)
                : names.stream().map(name -> StoredModel.find(places, name)).toList();
    }

    private static Row row(StoredModel model) throws IOException {
        var note = PullNote.of(model.path());
        var problems = new ArrayList<String>();
        if (note.isPresent()) {
            problems.addAll(note.get().differences(model.path()));
        }
        if (problems.isEmpty()) {
            problems.addAll(unreadable(model.path()));
        }
        return new Row(
                model.name(), model.path().toAbsolutePath().toString(), note.isPresent(), problems);
    }

    private static List<String> unreadable(Path model) throws IOException {
        try (Stream<Path> files = Files.walk(model)) {
            return files.filter(file ->
                            file.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors"))
                    .sorted()
                    .flatMap(file -> problem(file).stream())
                    .toList();
        }
    }

    private static List<String> problem(Path file) {
        try (var _ = SafetensorsFile.open(file)) {
            return List.of();
        } catch (CheckpointException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
