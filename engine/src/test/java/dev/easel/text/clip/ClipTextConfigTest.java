package dev.easel.text.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.nn.Activation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipTextConfigTest {
    private static final String CONFIG =
            """
            {"architectures": ["CLIPTextModel"], "model_type": "clip_text_model",
             "vocab_size": 1000, "hidden_size": 32, "intermediate_size": 72,
             "num_hidden_layers": 3, "num_attention_heads": 4, "max_position_embeddings": 77,
             "hidden_act": "quick_gelu", "projection_dim": 16, "eos_token_id": 999}
            """;

    @Test
    void readsTheSizes() {
        var config = read(CONFIG);
        assertThat(config)
                .isEqualTo(
                        new ClipTextConfig(
                                1000,
                                32,
                                72,
                                3,
                                4,
                                77,
                                Activation.QUICK_GELU,
                                1e-5,
                                999,
                                32,
                                false));
        assertThat(config.endIsHighestId()).isFalse();
    }

    @Test
    void theModelWithProjectionHasItsWidth() {
        var config = read(CONFIG.replace("CLIPTextModel\"", "CLIPTextModelWithProjection\""));
        assertThat(config.projected()).isTrue();
        assertThat(config.projectionWidth()).isEqualTo(16);
    }

    @Test
    void withoutAnEndTokenTheHighestIdIsMeant() {
        assertThat(read(CONFIG.replace(", \"eos_token_id\": 999", "")).endIsHighestId()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"clip_text_model\"; \"t5\"; config.json: \"model_type\" is \"t5\"; expected"
                        + " clip_text_model",
                "\"quick_gelu\"; \"relu\"; config.json: \"hidden_act\" is \"relu\"; expected",
                "[\"CLIPTextModel\"]; [\"BertModel\"]; config.json: \"architectures\" is"
                        + " [\"BertModel\"]; expected",
                "\"num_attention_heads\": 4; \"num_attention_heads\": 5; config.json:"
                    + " \"num_attention_heads\" is 5; expected a divisor of hidden_size, which is"
                    + " 32",
                "\"vocab_size\": 1000; \"vocab_size\": 0; config.json: \"vocab_size\" is 0;"
                        + " expected 1 or more",
            })
    void namesWhatIsNotSupported(String text, String replacement, String message, String expected) {
        assertThatThrownBy(() -> read(CONFIG.replace(text, replacement)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(message + "; " + expected);
    }

    private static ClipTextConfig read(String json) {
        return ClipTextConfig.read(JsonConfig.parse(json, "config.json"));
    }
}
