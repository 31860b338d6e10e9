package dev.easel.cli;

import dev.easel.pipeline.ImageSize;

import java.math.BigDecimal;

/** What pictures are made with, in words. */
final class SettingsText {
    private SettingsText() {}

    /** {@return for example {@code 256x256, 20 steps of K_DPMPP_2M, guidance 5}} */
    static String of(ImageSize size, int steps, String sampler, double guidanceScale) {
        return "%s, %d %s of %s, guidance %s"
                .formatted(
                        size, steps, steps == 1 ? "step" : "steps", sampler, plain(guidanceScale));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
