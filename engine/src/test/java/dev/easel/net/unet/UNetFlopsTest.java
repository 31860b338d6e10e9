package dev.easel.net.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.net.unet.UNetConfig.Level;
import dev.easel.nn.Flops;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

final class UNetFlopsTest {
    /** Two levels of 4 and 8 channels, one layer each, a transformer on the lower one. */
    private static final UNetConfig TINY =
            new UNetConfig(
                    3,
                    3,
                    List.of(new Level(4, false, false, 2, 1), new Level(8, true, true, 2, 2)),
                    true,
                    1,
                    6,
                    2,
                    1e-5,
                    true,
                    true,
                    16,
                    true,
                    0,
                    OptionalInt.empty(),
                    Optional.empty());

    private static final String SD_1_5 =
            """
            {"block_out_channels": [320, 640, 1280, 1280], "layers_per_block": 2,
             "attention_head_dim": 8, "cross_attention_dim": 768}
            """;

    @Test
    void everyLayerIsCountedOnce() {
        // A 4x6 picture: 24 positions above, 6 below; 5 tokens of text.
        double convolutions =
                24 * 9 * (3 * 4 + 4 * 3) // the ends
                        + 24 * 9 * (4 * 4 + 4 * 4) // down, above
                        + 6 * 9 * 4 * 4 // downsampling
                        + 6 * (9 * (4 * 8 + 8 * 8) + 4 * 8) // down, below
                        + 2 * 6 * 9 * (8 * 8 + 8 * 8) // middle
                        + 6 * (9 * (16 * 8 + 8 * 8) + 16 * 8) // up, below
                        + 6 * (9 * (12 * 8 + 8 * 8) + 12 * 8)
                        + 24 * 9 * 8 * 8 // upsampling
                        + 24 * (9 * (12 * 4 + 4 * 4) + 12 * 4) // up, above
                        + 24 * (9 * (8 * 4 + 4 * 4) + 8 * 4);
        double time = 4 * 16 + 16 * 16 + 16 * (4 + 8 + 8 + 8 + 8 + 8 + 4 + 4);
        double block =
                6 * 4 * 8 * 8 // self-attention's projections
                        + 2 * 6 * 6 * 8
                        + 6 * 2 * 8 * 8 // cross-attention's
                        + 2 * 6 * 5 * 8
                        + 6 * (8 * 64 + 32 * 8); // feed-forward
        double transformer = 6 * 2 * 8 * 8 + 2 * block;
        double multiplyAdds = convolutions + time + 4 * transformer;

        assertThat(new UNetFlops(TINY, 1, 4, 6, 5).call()).isEqualTo(2 * multiplyAdds);
        assertThat(new UNetFlops(TINY, 2, 4, 6, 5).call()).isEqualTo(4 * multiplyAdds);
    }

    @Test
    void theTextsKeysAreCountedByThemselves() {
        double keysAndValues = 2 * 5 * 6 * 8;
        double transformers = 4 * 2; // each with two blocks

        assertThat(new UNetFlops(TINY, 1, 4, 6, 5).keyValues())
                .isEqualTo(2 * transformers * keysAndValues);
    }

    /**
     * Kim et al. 2023 (BK-SDM), table 1: 338.8 G multiply-adds; attention's products are not in it.
     */
    @Test
    void stableDiffusion15HasAsManyAsPublished() {
        var config = UNetConfig.read(JsonConfig.parse(SD_1_5, "config.json"));
        double attention = 0;
        int[] layersPerLevel = {5, 5, 5, 1};
        int[] positions = {4096, 1024, 256, 64};
        for (int i = 0; i < 4; i++) {
            int width = config.levels().get(i).channels();
            attention +=
                    layersPerLevel[i]
                            * (Flops.attention(1, positions[i], positions[i], width)
                                    + Flops.attention(1, positions[i], 77, width));
        }
        var flops = new UNetFlops(config, 1, 64, 64, 77);
        double counted = flops.call() + flops.keyValues() - attention;

        assertThat(counted / 2).isCloseTo(338.8e9, withinPercentage(1));
    }
}
