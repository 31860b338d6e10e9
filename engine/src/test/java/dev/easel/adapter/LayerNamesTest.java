package dev.easel.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.adapter.LayerNames.Parameter;
import dev.easel.checkpoint.ModelTensors;
import dev.easel.golden.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

/** The names that tools write, for layers of a tiny SD 1.5. */
class LayerNamesTest {
    private static final ModelTensors MODEL =
            AdaptedNetworks.tensors(Golden.folder().resolve("models/sd15"));
    private static final LayerNames NAMES = new LayerNames(MODEL);
    private static final String QUERY =
            "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.weight";

    private static Optional<String> weightOf(String key) {
        return Role.split(key)
                .map(Role.Split::layer)
                .flatMap(NAMES::find)
                .flatMap(LayerNames.Layer::weight)
                .map(Parameter::key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q.lora_up.weight",
                "lora_unet_input_blocks_1_1_transformer_blocks_0_attn1_to_q.alpha",
                "lycoris_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q.hada_w1_a",
                "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_A.weight",
                "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_B.fox.weight",
                "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora.down.weight",
                "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_magnitude_vector",
                "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_linear_layer.up.weight",
                "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.down.weight",
                "base_model.model.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_A.weight",
                "unet.base_model.model.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_A.weight",
                "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_A.weight",
                "diffusion_model.input_blocks.1.1.transformer_blocks.0.attn1.to_q.lora_down.weight",
                "model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn1.to_q.lora_down.weight"
            })
    void aLayerOfTheUNetHasManyNames(String key) {
        assertThat(weightOf(key)).contains(QUERY);
    }

    @ParameterizedTest
    @CsvSource({
        "input_blocks_0_0, conv_in",
        "time_embed_0, time_embedding.linear_1",
        "out_2, conv_out",
        "input_blocks_1_0_in_layers_2, down_blocks.0.resnets.0.conv1",
        "input_blocks_1_0_emb_layers_1, down_blocks.0.resnets.0.time_emb_proj",
        "input_blocks_3_0_op, down_blocks.0.downsamplers.0.conv",
        "middle_block_1_proj_in, mid_block.attentions.0.proj_in",
        "output_blocks_2_1_conv, up_blocks.0.upsamplers.0.conv",
        "output_blocks_3_1_transformer_blocks_0_ff_net_0_proj,"
                + " up_blocks.1.attentions.0.transformer_blocks.0.ff.net.0.proj"
    })
    void originalNamesAreTranslated(String original, String layer) {
        assertThat(weightOf("lora_unet_" + original + ".diff")).contains(layer + ".weight");
    }

    @Test
    void theFirstAdaptersOfDiffusersCalledALayerShorter() {
        assertThat(
                        weightOf(
                                "unet.mid_block.attentions.0.transformer_blocks.0.attn1.processor"
                                        + ".to_out_lora.up.weight"))
                .contains("mid_block.attentions.0.transformer_blocks.0.attn1.to_out.0.weight");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lora_te_text_model_encoder_layers_0_mlp_fc1.lora_down.weight",
                "lora_te1_text_model_encoder_layers_0_mlp_fc1.lora_down.weight",
                "text_encoder.text_model.encoder.layers.0.mlp.fc1.lora_A.weight",
                "text_encoders.clip_l.transformer.text_model.encoder.layers.0.mlp.fc1.lora_up.weight",
                "base_model.model.text_model.encoder.layers.0.mlp.fc1.lora_A.weight"
            })
    void aLayerOfTheTextModelHasManyNames(String key) {
        assertThat(weightOf(key))
                .hasValueSatisfying(
                        found -> assertThat(found).endsWith("encoder.layers.0.mlp.fc1.weight"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lora_unet_no_such_layer.lora_down.weight",
                "lora_unet_input_blocks_99_0_op.lora_down.weight",
                "lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_down.weight",
                "bundle_emb.fox.string_to_param.*",
                "lora_down.weight"
            })
    void whatTheModelDoesNotHaveIsNotFound(String key) {
        assertThat(weightOf(key)).isEmpty();
    }
}
