package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.catalog.ModelPlace;
import dev.easel.golden.Golden;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PromptTokensTest {
    @ParameterizedTest
    @ValueSource(strings = {"sd15", "sdxl"})
    void tokensAreCountedWithoutBeginEndAndWeights(String model) {
        var folder = Golden.folder().resolve("models").resolve(model);
        var tokens = PromptTokens.of(new ModelPlace.Folder(model, folder));
        int words = tokens.count("a red fox");
        assertThat(words).isPositive();
        assertThat(tokens.count("a (red:1.4) fox")).isEqualTo(words);
        assertThat(tokens.count("")).isZero();
        assertThat(tokens.count("a red fox a red fox")).isEqualTo(2 * words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a red fox", "red fox, (snow:1.2)"})
    void theEmbeddedModelHasClipsTokens(String prompt) {
        var tokens = PromptTokens.of(new ModelPlace.Embedded());
        assertThat(tokens.count(prompt)).isEqualTo(prompt.startsWith("a") ? 3 : 4);
    }
}
