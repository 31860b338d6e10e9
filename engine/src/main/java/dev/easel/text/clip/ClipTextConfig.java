package dev.easel.text.clip;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.nn.Activation;

import java.util.List;

/**
 * The sizes of a CLIP text model, as {@code text_encoder/config.json} gives them.
 *
 * @param vocabularySize entries of the token embedding
 * @param width of the hidden states
 * @param innerWidth of the feed-forward layers
 * @param maxLength positions, begin and end included
 * @param endId id of the end-of-text token; 2 in older files, where the highest id is meant
 * @param projectionWidth of the pooled vector; equal to {@code width} where it is not projected
 * @param projected whether the pooled vector goes through a projection
 */
public record ClipTextConfig(
        int vocabularySize,
        int width,
        int innerWidth,
        int layers,
        int heads,
        int maxLength,
        Activation activation,
        double layerNormEps,
        int endId,
        int projectionWidth,
        boolean projected) {
    private static final String MODEL_TYPE = "clip_text_model";
    private static final double DEFAULT_EPS = 1e-5;

    /** What transformers' first configurations wrote, whatever the vocabulary was. */
    private static final int MEANS_HIGHEST_ID = 2;

    /**
     * Reads the configuration of a {@code CLIPTextModel} or {@code CLIPTextModelWithProjection}.
     *
     * @throws CheckpointException when a key is missing or its value is not supported
     */
    public static ClipTextConfig read(JsonConfig config) {
        if (!config.findString("model_type").orElse(MODEL_TYPE).equals(MODEL_TYPE)) {
            throw config.mismatch("model_type", MODEL_TYPE);
        }
        int width = positive(config, "hidden_size");
        int heads = positive(config, "num_attention_heads");
        if (width % heads != 0) {
            throw config.mismatch(
                    "num_attention_heads", "a divisor of hidden_size, which is " + width);
        }
        boolean projected = isProjected(config);
        return new ClipTextConfig(
                positive(config, "vocab_size"),
                width,
                positive(config, "intermediate_size"),
                positive(config, "num_hidden_layers"),
                heads,
                positive(config, "max_position_embeddings"),
                Activation.read(config, "hidden_act"),
                config.findNumber("layer_norm_eps").orElse(DEFAULT_EPS),
                config.findInteger("eos_token_id").orElse(MEANS_HIGHEST_ID),
                projected ? positive(config, "projection_dim") : width,
                projected);
    }

    /** Whether the end-of-text token is found as the highest id instead of by its id. */
    boolean endIsHighestId() {
        return endId == MEANS_HIGHEST_ID;
    }

    private static boolean isProjected(JsonConfig config) {
        var architectures = config.findStrings("architectures").orElse(List.of("CLIPTextModel"));
        return switch (String.join(", ", architectures)) {
            case "CLIPTextModel" -> false;
            case "CLIPTextModelWithProjection" -> true;
            default ->
                    throw config.mismatch(
                            "architectures", "CLIPTextModel or CLIPTextModelWithProjection");
        };
    }

    private static int positive(JsonConfig config, String key) {
        int value = config.integer(key);
        if (value < 1) {
            throw config.mismatch(key, "1 or more");
        }
        return value;
    }
}
