package dev.easel.cli;

import dev.easel.catalog.ModelKnowledge;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.ModelDefaults;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Tells what a model draws best, and what it knows. */
@Command(
        name = "info",
        description = "Show what a model draws best, and what easel-mini knows.",
        customSynopsis = "easel models info MODEL [OPTIONS]",
        footerHeading = "%nExamples:%n",
        footer = {"  ./easel models info easel-mini", "  ./easel models info sdxl --json"})
final class ModelInfoCommand implements Callable<Integer> {
    private static final int WIDTH = 80;

    private final Context context;

    @Parameters(
            paramLabel = "MODEL",
            completionCandidates = Choices.ModelIds.class,
            description =
                    "An id or name that `./easel models` lists, a folder in diffusers' layout, or a"
                            + " .safetensors file, also of a LoRA, an embedding, a VAE or an"
                            + " upscaler. Nothing is loaded.")
    private String model = "";

    @ArgGroup(validate = false)
    private FolderOptions folders = new FolderOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ModelInfoCommand(Context context) {
        this.context = context;
    }

    /** What {@code --json} prints. */
    private record Card(
            String name,
            Optional<String> path,
            Defaults defaults,
            List<String> notes,
            Optional<ModelKnowledge> knows) {}

    /** With the names that easel.json has. */
    private record Defaults(
            int width, int height, int steps, double guidanceScale, String sampler) {
        static Defaults of(ModelDefaults of) {
            var size = of.size();
            String sampler = of.sampler().name();
            return new Defaults(
                    size.width(), size.height(), of.steps(), of.guidanceScale(), sampler);
        }

        @Override
        public String toString() {
            return SettingsText.of(new ImageSize(width, height), steps, sampler, guidanceScale);
        }
    }

    @Override
    public Integer call() {
        var out = context.terminal().out();
        var places = folders.in(context);
        var other = WeightFileCard.find(places, model);
        if (other.isPresent()) {
            if (json) {
                out.println(JsonMapper.shared().writeValueAsString(other.get()));
            } else {
                other.get().lines().forEach(out::println);
            }
            return ExitCode.DONE.number();
        }
        var place = PullHint.find(places, model);
        var files = place.files();
        var fewSteps = files.fewSteps(Optional.empty()).map(it -> it.sentence(files.name()));
        var card =
                new Card(
                        place.name(),
                        place.location().map(path -> path.toAbsolutePath().toString()),
                        Defaults.of(ModelDefaults.of(place)),
                        Stream.concat(files.notes().stream(), fewSteps.stream()).toList(),
                        ModelKnowledge.of(place));
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(card));
        } else {
            lines(card).forEach(out::println);
        }
        return ExitCode.DONE.number();
    }

    private static List<String> lines(Card card) {
        List<String> lines = new ArrayList<>();
        lines.add(card.name() + ", " + card.path().orElse("comes with easel"));
        lines.addAll(card.notes());
        lines.add("Draws, where nothing else is said: " + card.defaults());
        card.knows()
                .ifPresent(known -> {
                    add(lines, "Objects", known.objects());
                    add(lines, "Colours of objects", known.coloursOfObjects());
                    add(lines, "Colours of backgrounds", known.colours());
                    add(lines, "Backgrounds", known.backgrounds());
                    add(lines, "Styles (--style)", known.styles());
                    add(lines, "Prompts", known.forms());
                    lines.add("");
                    lines.add("For anything else use a real model: ./easel pull sd-1.5");
                });
        return lines;
    }

    /** Adds a title, and below it the words, as many in a line as there is room for. */
    private static void add(List<String> lines, String title, List<String> words) {
        lines.add("");
        lines.add("%s (%d):".formatted(title, words.size()));
        var line = new StringBuilder();
        for (String word : words) {
            if (!line.isEmpty() && line.length() + word.length() + 2 > WIDTH) {
                lines.add("  " + line.toString().strip());
                line.setLength(0);
            }
            line.append(word).append(word.equals(words.getLast()) ? "" : ", ");
        }
        lines.add("  " + line);
    }
}
