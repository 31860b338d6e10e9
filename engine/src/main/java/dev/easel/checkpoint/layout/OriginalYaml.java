package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.sampling.Prediction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The configuration of the original code beside a checkpoint, NAME.yaml beside NAME.safetensors.
 * One line of it counts, which is looked for without reading the rest as YAML: what a file's
 * aliases stand for, and how deep it goes, takes no memory.
 */
final class OriginalYaml {
    private static final long MOST_BYTES = 1 << 20;

    private static final Pattern PARAMETERIZATION =
            Pattern.compile("(?m)^\\h*parameterization\\h*:\\h*[\"']?(\\w+)[\"']?\\h*(#.*)?$");

    /** Of SDXL's code: how the network's output is scaled. */
    private static final Pattern SCALING =
            Pattern.compile("(?m)^\\h*target\\h*:.*\\.(V|Eps)Scaling\\w*[\"']?\\h*(#.*)?$");

    /** Of Stable Diffusion 1 and 2's code, which predicts noise where it is told nothing. */
    private static final Pattern LATENT_DIFFUSION =
            Pattern.compile("(?m)^\\h*target\\h*:\\h*[\"']?ldm\\.models\\.diffusion\\.ddpm\\.");

    private OriginalYaml() {}

    /**
     * {@return what the file beside a checkpoint says that the network predicts, where it says it}
     *
     * @throws CheckpointException where it cannot be read, is larger than 1 MiB, or names another
     *     parameterization
     */
    static Optional<FoundPrediction> beside(Path checkpoint) {
        Path yaml = Siblings.of(checkpoint, ".yaml");
        return Files.isRegularFile(yaml) ? find(yaml, read(yaml)) : Optional.empty();
    }

    private static String read(Path yaml) {
        try {
            if (Files.size(yaml) > MOST_BYTES) {
                throw new CheckpointException(yaml + " is larger than 1 MiB; expected settings");
            }
            return Files.readString(yaml, StandardCharsets.ISO_8859_1); // which reads any bytes
        } catch (IOException e) {
            throw new CheckpointException(yaml + " cannot be read", e);
        }
    }

    private static Optional<FoundPrediction> find(Path yaml, String text) {
        var parameterization = PARAMETERIZATION.matcher(text);
        if (parameterization.find()) {
            return Optional.of(
                    new FoundPrediction(
                            prediction(yaml, parameterization.group(1)), yaml + " says so"));
        }
        var scaling = SCALING.matcher(text);
        if (scaling.find()) {
            var prediction =
                    scaling.group(1).equals("V") ? Prediction.V_PREDICTION : Prediction.EPSILON;
            return Optional.of(new FoundPrediction(prediction, yaml + " says so"));
        }
        return LATENT_DIFFUSION.matcher(text).find()
                ? Optional.of(
                        new FoundPrediction(Prediction.EPSILON, yaml + " has no parameterization"))
                : Optional.empty();
    }

    private static Prediction prediction(Path yaml, String value) {
        return switch (value) {
            case "v" -> Prediction.V_PREDICTION;
            case "eps", "epsilon" -> Prediction.EPSILON;
            default ->
                    throw new CheckpointException(
                            "%s: parameterization is %s; expected v or eps".formatted(yaml, value));
        };
    }
}
