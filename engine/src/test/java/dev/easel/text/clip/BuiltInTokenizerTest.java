package dev.easel.text.clip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInTokenizerTest {
    @ParameterizedTest
    @ValueSource(strings = {"<|endoftext|>", "!"})
    void itIsThePublishedOne(String pad) {
        var published = TokenizerFiles.read(Golden.folder().resolve("tokenizer"));
        var builtIn = TokenizerFiles.builtIn(pad);
        assertThat(builtIn.vocabulary()).isEqualTo(published.vocabulary()).hasSize(49408);
        assertThat(builtIn.merges()).isEqualTo(published.merges());
        assertThat(builtIn.maxLength()).isEqualTo(published.maxLength());
        var tokens = published.specialTokens();
        assertThat(builtIn.specialTokens().begin()).isEqualTo(tokens.begin());
        assertThat(builtIn.specialTokens().end()).isEqualTo(tokens.end());
        assertThat(builtIn.specialTokens().unknown()).isEqualTo(tokens.unknown());
        assertThat(builtIn.specialTokens().pad()).isEqualTo(pad);
    }
}
