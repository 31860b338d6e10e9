package dev.easel.net.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UNetConfigTest {
    @Test
    void absentKeysMeanWhatDiffusersMakesOfThem() {
        var config = read("{}");

        assertThat(config.levels())
                .extracting(UNetConfig.Level::channels)
                .containsExactly(320, 640, 1280, 1280);
        assertThat(config.levels())
                .extracting(UNetConfig.Level::attentionDown)
                .containsExactly(true, true, true, false);
        assertThat(config.levels())
                .extracting(UNetConfig.Level::attentionUp)
                .containsExactly(true, true, true, false);
        assertThat(config.levels()).allMatch(level -> level.heads() == 8 && level.depth() == 1);
        assertThat(config.midBlock()).isTrue();
        assertThat(config.symmetricDownsampling()).isTrue();
        assertThat(config.timeEmbeddingWidth()).isEqualTo(1280);
        assertThat(config.textTime()).isEmpty();
    }

    @Test
    void attentionHeadDimIsTheNumberOfHeadsUnlessNumAttentionHeadsSaysIt() {
        assertThat(read("{'attention_head_dim': [5, 10, 20, 20]}").levels())
                .extracting(UNetConfig.Level::heads)
                .containsExactly(5, 10, 20, 20);
        assertThat(read("{'attention_head_dim': 5, 'num_attention_heads': 16}").levels())
                .allMatch(level -> level.heads() == 16);
    }

    @Test
    void aTransformerIsTheWidestWhereNoLevelAboveHasOne() {
        var alike =
                read(
                        """
                        {'block_out_channels': [320, 320],
                         'down_block_types': ['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D'],
                         'up_block_types': ['CrossAttnUpBlock2D', 'CrossAttnUpBlock2D']}
                        """);
        var below =
                read(
                        """
                        {'block_out_channels': [320, 640, 640],
                         'down_block_types': ['DownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D'],
                         'up_block_types': ['UpBlock2D', 'CrossAttnUpBlock2D', 'UpBlock2D']}
                        """);

        assertThat(alike.transformer(0, true).orElseThrow().widest()).isTrue();
        assertThat(alike.transformer(1, true).orElseThrow().widest()).isFalse();
        assertThat(below.transformer(0, false)).isEmpty();
        assertThat(below.transformer(1, true).orElseThrow().widest()).isTrue();
        assertThat(below.transformer(2, true).orElseThrow().widest()).isFalse();
    }

    @Test
    void aMidBlockOfNullIsNone() {
        assertThat(read("{'mid_block_type': null}").midBlock()).isFalse();
    }

    @Test
    void anOffSwitchOrANullIsNotMissed() {
        read("{'only_cross_attention': false, 'class_embed_type': null, 'upcast_attention': true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'class_embed_type': 'timestep'} | "class_embed_type" is "timestep"; expected null
                    {'num_class_embeds': 7} | "num_class_embeds" is 7; expected null
                    {'encoder_hid_dim_type': 'text_proj'} | "encoder_hid_dim_type" is "text_proj"; expected null
                    {'dual_cross_attention': true} | "dual_cross_attention" is true; expected false
                    {'only_cross_attention': [true, true]} | "only_cross_attention" is [true,true]; expected false
                    {'act_fn': 'gelu'} | "act_fn" is "gelu"; expected silu
                    {'resnet_time_scale_shift': 'scale_shift'} | "resnet_time_scale_shift" is "scale_shift"; expected "default"
                    {'conv_in_kernel': 1} | "conv_in_kernel" is 1; expected 3
                    {'mid_block_type': 'UNetMidBlock2D'} | "mid_block_type" is "UNetMidBlock2D"; expected "UNetMidBlock2DCrossAttn"
                    {'addition_embed_type': 'image'} | "addition_embed_type" is "image"; expected "text_time"
                    {'addition_embed_type': 'text_time'} | "addition_time_embed_dim" is missing; expected a whole number
                    {'down_block_types': ['AttnDownBlock2D']} | "down_block_types" is ["AttnDownBlock2D"]; expected 4 block types, each of them CrossAttnDownBlock2D or DownBlock2D
                    {'block_out_channels': [32, 64]} | "down_block_types" is missing; expected 2 block types
                    {'block_out_channels': [320, 640, 1280, 1300]} | "block_out_channels" is [320,640,1280,1300]; expected multiples of norm_num_groups, which is 32
                    {'block_out_channels': []} | "block_out_channels" is []; expected a list of whole numbers of at least 1
                    {'norm_num_groups': 0} | "norm_num_groups" is 0; expected a whole number of at least 1
                    {'attention_head_dim': [8, 8]} | "attention_head_dim" is [8,8]; expected one number, or 4 of them in a list
                    {'attention_head_dim': 7} | "attention_head_dim" is 7; expected divisors of block_out_channels
                    {'layers_per_block': [2, 2, 2, 2]} | "layers_per_block" is [2,2,2,2]; expected a whole number
                    {'downsample_padding': 2} | "downsample_padding" is 2; expected 0 or 1
                    {'freq_shift': 160} | "freq_shift" is 160; expected less than half
                    """)
    void whatIsNotSupportedIsRefusedByName(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("config.json: ")
                .hasMessageContaining(message);
    }

    private static UNetConfig read(String json) {
        return UNetConfig.read(JsonConfig.parse(json.replace('\'', '"'), "config.json"));
    }
}
