package dev.easel.depth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.depth.DepthConfig.Tap;
import dev.easel.nn.Activation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

final class DepthConfigTest {
    /** The published estimator, without what transformers assumes anyway. */
    private static final String BACKBONE =
            """
            {'layer_type': 'bottleneck', 'global_padding': 'same', 'depths': [3, 4, 9],
             'embedding_dynamic_padding': true, 'out_features': ['stage1', 'stage2', 'stage3']}\
            """;

    private static final String PUBLISHED =
            """
            {'is_hybrid': true, 'neck_hidden_sizes': [256, 512, 768, 768],
             'reassemble_factors': [1, 1, 1, 0.5], 'backbone_config': %s}\
            """
                    .formatted(BACKBONE);

    @Test
    void absentKeysHaveTransformersDefaults() {
        var config = read(PUBLISHED);

        assertThat(config.backbone())
                .isEqualTo(new BackboneConfig(64, List.of(256, 512, 1024), List.of(3, 4, 9), 32));
        assertThat(config.transformer())
                .isEqualTo(
                        new DepthConfig.Transformer(
                                768, 3072, 12, 12, true, Activation.GELU, 1e-12));
        assertThat(config.gridSize()).isEqualTo(24);
        assertThat(config.taps()).containsExactly(new Tap(8, 768, false), new Tap(11, 768, true));
        assertThat(config.neckChannels()).containsExactly(256, 512, 768, 768);
        assertThat(config.fusionWidth()).isEqualTo(256);
    }

    @Test
    void statesAreTappedInTheOrderOfTheLayers() {
        assertThat(read(with("'backbone_out_indices': [2, 5, 9, 4]")).taps())
                .extracting(Tap::layer)
                .containsExactly(4, 9);
    }

    @Test
    void channelsOfTheBackboneAreRoundedToEights() {
        var backbone = readBackbone(backboneWith("'hidden_sizes': [75, 19, 110], 'num_groups': 8"));

        assertThat(backbone.channels()).containsExactly(72, 24, 112);
        assertThat(backbone.innerChannels(0)).isEqualTo(24);
        assertThat(backbone.innerChannels(1)).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'model_type': 'dinov2' | "model_type" is "dinov2"; expected "dpt"
                    'readout_type': 'add' | "readout_type" is "add"; expected "project"
                    'num_channels': 4 | "num_channels" is 4; expected 3
                    'patch_size': 14 | "patch_size" is 14; expected 16
                    'head_in_index': 0 | "head_in_index" is 0; expected -1
                    'add_projection': true | "add_projection" is true; expected false
                    'use_batch_norm_in_fusion_residual': true | "use_batch_norm_in_fusion_residual" is true; expected false
                    'use_bias_in_fusion_residual': false | "use_bias_in_fusion_residual" is false; expected true or null
                    'neck_ignore_stages': [] | "neck_ignore_stages" is []; expected [0, 1]
                    'hidden_act': 'relu' | "hidden_act" is "relu"; expected one of silu, gelu, quick_gelu
                    'num_attention_heads': 7 | "num_attention_heads" is 7; expected a divisor of hidden_size, which is 768
                    'image_size': 15 | "image_size" is 15; expected at least 16
                    'backbone_featmap_shape': [1, 512, 24, 24] | "backbone_featmap_shape" is [1,512,24,24]; expected 4 numbers, the second of them 1024
                    'backbone_out_indices': [0, 1, 8] | "backbone_out_indices" is [0,1,8]; expected 4 numbers, from the third on different layers below 12
                    'backbone_out_indices': [0, 1, 8, 12] | "backbone_out_indices" is [0,1,8,12]; expected 4 numbers
                    """)
    void whatIsNotSupportedIsRefusedByName(String setting, String message) {
        assertRefused(() -> read(with(setting)), "config.json: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'is_hybrid': true | 'is_hybrid': false | "is_hybrid" is false; expected true
                    [256, 512, 768, 768] | [96, 192, 768, 768] | "neck_hidden_sizes" is [96,192,768,768]; expected more than 2 numbers, the first of them [256, 512]
                    [1, 1, 1, 0.5] | [1, 1, 1] | "reassemble_factors" is [1,1,1]; expected 4 numbers
                    [1, 1, 1, 0.5] | [4, 2, 2, 0.5] | "reassemble_factors" is [4,2,2,0.5]; expected 1 or 0.5 from the third on
                    'backbone_config' | 'backbone' | "backbone_config" is missing; expected an object
                    """)
    void whatDoesNotFitIsRefusedByName(String found, String replacement, String message) {
        assertRefused(() -> read(PUBLISHED.replace(found, replacement)), "config.json: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'bottleneck' | 'preactivation' | "layer_type" is "preactivation"; expected "bottleneck"
                    'layer_type' | 'layers' | "layer_type" is missing; expected a text
                    'same' | 'VALID' | "global_padding" is "VALID"; expected "SAME"
                    true | false | "embedding_dynamic_padding" is false; expected true
                    [3, 4, 9] | [3, 4, 6, 3] | "depths" is [3,4,6,3]; expected 3 numbers
                    'stage3' | 'stage4' | "out_features" is ["stage1","stage2","stage4"]; expected [stage1, stage2, stage3]
                    {'layer_type' | {'hidden_sizes': [256, 512], 'layer_type' | "hidden_sizes" is [256,512]; expected at least 3 numbers
                    {'layer_type' | {'num_groups': 48, 'layer_type' | "num_groups" is 48; expected a divisor of the channels
                    {'layer_type' | {'output_stride': 8, 'layer_type' | "output_stride" is 8; expected a whole number of at least 16
                    {'layer_type' | {'hidden_act': 'gelu', 'layer_type' | "hidden_act" is "gelu"; expected "relu"
                    """)
    void aBackboneThatIsNotSupportedIsRefusedByName(
            String found, String replacement, String message) {
        assertRefused(
                () -> readBackbone(BACKBONE.replace(found, replacement)),
                "config.json: " + message);
    }

    private static void assertRefused(Runnable reading, String message) {
        assertThatThrownBy(reading::run)
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(message);
    }

    private static String with(String setting) {
        return PUBLISHED.replaceFirst("\\{", "{" + setting + ", ");
    }

    private static String backboneWith(String setting) {
        return BACKBONE.replaceFirst("\\{", "{" + setting + ", ");
    }

    private static DepthConfig read(String json) {
        return DepthConfig.read(parse(json));
    }

    private static BackboneConfig readBackbone(String json) {
        return BackboneConfig.read(parse(json));
    }

    private static JsonConfig parse(String json) {
        return JsonConfig.parse(json.replace('\'', '"'), "config.json");
    }
}
