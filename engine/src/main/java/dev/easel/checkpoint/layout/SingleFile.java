package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.WeightSource;
import dev.easel.sampling.Prediction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        Stated stated,
        FoundPrediction prediction)
        implements ModelFiles {
    private static final String FIRST_CONVOLUTION = CheckpointKind.UNET + "input_blocks.0.0.weight";
    private static final String GUIDANCE_EMBEDDING =
            CheckpointKind.UNET + "time_embed.cond_proj.weight";
    private static final int SMALL_SAMPLES = 64;

    /**
     * What the file's tensors say of the UNet's configuration.
     *
     * @param inChannels latents, and a mask or depths beside them
     * @param guidanceWidth of the embedding of a guidance scale, which LCM's UNets have
     * @param marks on tensors that Easel passes over although they mean something
     */
    record Stated(int inChannels, Optional<Integer> guidanceWidth, List<String> marks) {
        Stated {
            marks = List.copyOf(marks);
        }

        static Stated of(SafetensorsFile file) {
            return new Stated(
                    size(file, FIRST_CONVOLUTION, 4),
                    file.has(GUIDANCE_EMBEDDING)
                            ? Optional.of(size(file, GUIDANCE_EMBEDDING, 2))
                            : Optional.empty(),
                    file.has("ztsnr")
                            ? List.of("it has a mark ztsnr, for noise levels that Easel lacks")
                            : List.of());
        }

        private static int size(SafetensorsFile file, String key, int rank) {
            var shape = file.shape(key);
            if (shape.rank() != rank || shape.size(1) < 1 || shape.size(1) > Short.MAX_VALUE) {
                throw new CheckpointException(
                        "%s: the tensor %s has the shape %s; expected %d sizes of at least 1"
                                .formatted(file.name(), key, shape, rank));
            }
            return (int) shape.size(1);
        }
    }

    /**
     * {@return the model in a file, called as the file is without its extension}
     *
     * @throws CheckpointException where it is missing, broken, or no checkpoint that Easel knows
     */
    static SingleFile open(Path path, SingleFileOptions options) {
        try (var file = SafetensorsFile.open(path)) {
            var kind = CheckpointKind.of(file.name(), file.keys());
            var stated = Stated.of(file);
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
        return Optional.of(path.resolveSibling(file)).filter(Files::isRegularFile);
    }

    @Override
    public JsonConfig index() {
        return configs.index();
    }

    @Override
    public Optional<JsonConfig> preferred() {
        return Optional.of(Siblings.of(path, ".easel.json"))
                .filter(Files::exists)
                .map(JsonConfig::read);
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
        var unet = settings.with("in_channels", stated.inChannels());
        if (stated.guidanceWidth().isPresent()) {
            unet = unet.with("time_cond_proj_dim", stated.guidanceWidth().get());
        }
        boolean smallSamples =
                kind == CheckpointKind.SD2
                        && configs instanceof RandomModel
                        && prediction.prediction() == Prediction.EPSILON;
        return smallSamples ? unet.with("sample_size", SMALL_SAMPLES) : unet;
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
        return RenamedWeights.of(SafetensorsFile.open(path), prefix, names);
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
