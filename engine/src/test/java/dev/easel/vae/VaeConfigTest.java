package dev.easel.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VaeConfigTest {
    private static final String OLD =
            "'block_out_channels': [128, 256, 512, 512], 'down_block_types': ["
                    + "'DownEncoderBlock2D', 'DownEncoderBlock2D', 'DownEncoderBlock2D',"
                    + " 'DownEncoderBlock2D'], 'up_block_types': ['UpDecoderBlock2D',"
                    + " 'UpDecoderBlock2D', 'UpDecoderBlock2D', 'UpDecoderBlock2D']";

    @Test
    void absentKeysHaveDiffusersDefaults() {
        var config = read("{" + OLD + "}");

        assertThat(config.factor()).isEqualTo(8);
        assertThat(config.latentChannels()).isEqualTo(4);
        assertThat(config.scaling().factor()).containsOnly(0.18215).hasSize(4);
        assertThat(config.scaling().shift()).containsOnly(0.0);
        assertThat(config.midAttention() && config.quantConv() && config.postQuantConv()).isTrue();
        assertThat(config.forceUpcast()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    '_class_name': 'AutoencoderTiny' | "_class_name" is "AutoencoderTiny"; expected "AutoencoderKL"
                    'act_fn': 'relu' | "act_fn" is "relu"; expected
                    'in_channels': 4 | "in_channels" is 4; expected 3
                    'norm_num_groups': 96 | "block_out_channels" is [128,256,512,512]; expected multiples of norm_num_groups, which is 96
                    'latent_channels': -4 | "latent_channels" is -4; expected a whole number of at least 1
                    'scaling_factor': 0 | "scaling_factor" is 0; expected a number greater than 0
                    'latents_mean': [0, 0, 0, 0] | "latents_std" is missing; expected a list
                    'latents_mean': [0], 'latents_std': [1] | "latents_mean" is [0]; expected 4 numbers
                    'latents_mean': [0, 0, 0, 0], 'latents_std': [1, 1, 1, 0] | "latents_std" is [1,1,1,0]; expected numbers greater than 0
                    'latents_mean': [0, 0, 0, 0], 'latents_std': [1, 1, 1, 1], 'shift_factor': 1 | "shift_factor" is 1; expected null
                    """)
    void whatIsNotSupportedIsRefusedByName(String setting, String message) {
        assertRefused("{" + OLD + ", " + setting + "}", message);
    }

    @Test
    void unknownBlocksAndListsThatDoNotFitAreRefusedByName() {
        assertRefused(
                "{" + OLD.replaceFirst("'DownEncoderBlock2D', ", "") + "}",
                "expected DownEncoderBlock2D for each of 4 levels");
        assertRefused(
                "{" + OLD.replaceFirst("'UpDecoderBlock2D'", "'AttnUpDecoderBlock2D'") + "}",
                "expected UpDecoderBlock2D for each of 4 levels");
    }

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("config.json: ")
                .hasMessageContaining(message);
    }

    private static VaeConfig read(String json) {
        return VaeConfig.read(JsonConfig.parse(json.replace('\'', '"'), "config.json"));
    }
}
