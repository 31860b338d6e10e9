package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.PickleFile;
import dev.easel.checkpoint.WeightSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A model with another VAE than its own. */
record OtherVae(ModelFiles model, Vae vae) implements ModelFiles {
    private static final String PART = "vae";

    /** Where the VAE is. */
    private sealed interface Vae {
        Path path();

        /** In a file, with the configuration of the model's own. */
        record InFile(PartFile file) implements Vae {
            @Override
            public Path path() {
                return file.path();
            }
        }

        /** In a folder that has {@code config.json} and the weights. */
        record InFolder(Path path, Path parts) implements Vae {}
    }

    static OtherVae open(ModelFiles model, Path path) {
        return new OtherVae(model, Files.isDirectory(path) ? folder(path) : file(path));
    }

    private static Vae folder(Path path) {
        Path part = path.resolve(PART);
        return new Vae.InFolder(path, Files.isDirectory(part) ? part : path);
    }

    private static Vae file(Path path) {
        if (PickleFile.is(path)) {
            throw PickleFile.refused(path, "; look for the same as .safetensors, or convert it");
        }
        if (!Siblings.isWeights(path)) {
            throw new CheckpointException(
                    path
                            + " is no VAE; expected a .safetensors file or a folder in diffusers'"
                            + " layout");
        }
        try (var file = WeightSource.openFile(path)) {
            return new Vae.InFile(
                    PartFile.Part.VAE
                            .in(path, file.keys())
                            .orElseThrow(() ->
                                    new CheckpointException(
                                            "%s has no VAE; expected tensors decoder.* or first_stage_model.decoder.*"
                                                    .formatted(path))));
        }
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Optional<Path> file() {
        return model.file();
    }

    @Override
    public boolean has(String part) {
        return part.equals(PART) || model.has(part);
    }

    @Override
    public JsonConfig index() {
        return model.index();
    }

    @Override
    public Optional<JsonConfig> preferred() {
        return model.preferred();
    }

    @Override
    public Optional<Path> companion(String file) {
        return model.companion(file);
    }

    @Override
    public JsonConfig settings(String part, String file, String... classes) {
        return part.equals(PART) && vae instanceof Vae.InFolder folder
                ? JsonConfig.read(folder.parts().resolve(file))
                : model.settings(part, file, classes);
    }

    @Override
    public TokenizerPlace tokenizer(String part, String... classes) {
        return model.tokenizer(part, classes);
    }

    @Override
    public WeightSource weights(String part) {
        if (!part.equals(PART)) {
            return model.weights(part);
        }
        return switch (vae) {
            case Vae.InFile in -> in.file().open(config(PART), VaeNames::of);
            case Vae.InFolder in -> PartFolder.ofDiffusers(in.parts()).open();
        };
    }

    @Override
    public Optional<String> otherVae() {
        return Optional.of(String.valueOf(vae.path().toAbsolutePath().normalize().getFileName()));
    }

    @Override
    public List<String> notes() {
        return model.notes();
    }
}
