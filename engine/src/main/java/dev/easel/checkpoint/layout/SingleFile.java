package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.WeightSource;
import dev.easel.sampling.Prediction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A whole model in one file, in the layout of CompVis' and Stability AI's code, with the
 * configurations of another model. The file is open only while a part of it is read.
 *
 * @param configs of which weights are not looked for
 * @param stated what the file's tensors say of the UNet's configuration
 */
record SingleFile(
        String name,
        Path path,
        CheckpointKind kind,
        ModelFiles configs,
        StatedUNet stated,
        FoundPrediction prediction)
        implements ModelFiles {
    private static final int SMALL_SAMPLES = 64;

    /** Stability AI's own; others that are called turbo were made for SDXL's size. */
    private static final Pattern SDXL_TURBO =
            Pattern.compile("sd[-_]?xl[-_]?turbo([-_](1\\.0|fp16))*", Pattern.CASE_INSENSITIVE);

    /**
     * {@return the model in a file, called as the file is without its extension}
     *
     * @throws CheckpointException where it is missing, broken, or no checkpoint that Easel knows
     */
    static SingleFile open(Path path, SingleFileOptions options) {
        try (var file = WeightSource.openFile(path)) {
            if (options.base().isPresent()) {
                throw new CheckpointException(
                        "%s has all parts of a model; expected a UNet alone, with the others from %s"
                                .formatted(path, options.base().get().name()));
            }
            var kind = CheckpointKind.of(file.name(), file.keys());
            var stated = StatedUNet.of(file, CheckpointKind.UNET);
            Optional<ModelFiles> given = options.configs().map(DiffusersFolder::open);
            var scheduler = given.map(SingleFile::scheduler);
            return new SingleFile(
                    Siblings.stem(path),
                    path,
                    kind,
                    given.orElseGet(() -> new RandomModel(kind.published())),
                    stated,
                    FoundPrediction.of(file, kind, options, scheduler, stated.inChannels()));
        }
    }

    private static JsonConfig scheduler(ModelFiles configs) {
        return configs.settings("scheduler", "scheduler_config.json");
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(path);
    }

    @Override
    public boolean has(String part) {
        return kind.prefixes().containsKey(part);
    }

    @Override
    public Optional<Path> companion(String file) {
        return Siblings.companion(path, file);
    }

    @Override
    public JsonConfig index() {
        return configs.index();
    }

    @Override
    public Optional<JsonConfig> preferred() {
        return Siblings.preferred(path);
    }

    @Override
    public JsonConfig settings(String part, String file, String... classes) {
        var settings = configs.settings(part, file, classes);
        return switch (part) {
            case "unet" -> unet(settings);
            case "scheduler" -> settings.with("prediction_type", prediction.key());
            default -> settings;
        };
    }

    private JsonConfig unet(JsonConfig settings) {
        var unet = stated.in(settings);
        return configs instanceof RandomModel && isOfSmallSamples()
                ? unet.with("sample_size", SMALL_SAMPLES)
                : unet;
    }

    /** SD 2's models that predict noise, and SDXL-Turbo, were trained with smaller pictures. */
    private boolean isOfSmallSamples() {
        return switch (kind) {
            case SD1 -> false;
            case SD2 -> prediction.prediction() == Prediction.EPSILON;
            case SDXL -> SDXL_TURBO.matcher(name).matches();
        };
    }

    /** Of the configurations' folder where that has one, else CLIP's. */
    @Override
    public TokenizerPlace tokenizer(String part, String... classes) {
        var place =
                configs instanceof DiffusersFolder folder && !folder.has(part)
                        ? kind.published().tokenizer(part)
                        : configs.tokenizer(part, classes);
        boolean missing =
                place instanceof TokenizerPlace.Folder folder
                        && !Files.exists(folder.path().resolve("vocab.json"));
        return missing ? kind.published().tokenizer(part) : place;
    }

    @Override
    public WeightSource weights(String part) {
        String prefix =
                Optional.ofNullable(kind.prefixes().get(part))
                        .orElseThrow(() -> new CheckpointException(path + " has no part " + part));
        var names = kind.names(part, settings(part, "config.json"));
        return RenamedWeights.of(WeightSource.openFile(path), prefix, names);
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<String>();
        notes.add(
                "%s is taken for %s that %s".formatted(name, kind.title(), prediction.sentence()));
        stated.marks().forEach(mark -> notes.add(name + ": " + mark));
        return notes;
    }
}
