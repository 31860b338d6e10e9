package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.pipeline.LoraTags.Tag;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class LoraTagsTest {
    @ParameterizedTest
    @CsvSource({
        "<lora:fox>, fox, 1, 1",
        "<lora:fox:0.8>, fox, 0.8, 0.8",
        "<lora:fox:-1.5>, fox, -1.5, -1.5",
        "<lyco:fox:.5>, fox, 0.5, 0.5",
        "<lora:fox:0.5:0.8>, fox, 0.8, 0.5",
        "<lora:fox:te=0.5>, fox, 0.5, 0.5",
        "<lora:fox:unet=0.5>, fox, 0.5, 1",
        "<lora:fox:0.2:unet=0.5>, fox, 0.5, 0.2",
        "<lora:animals/red fox v1.0:1>, animals/red fox v1.0, 1, 1"
    })
    void aTagIsReadAsA1111ReadsIt(String tag, String name, double weight, double textWeight) {
        var read = LoraTags.of("a fox " + tag + ", red");
        assertThat(read.prompt()).isEqualTo("a fox , red");
        assertThat(read.tags()).containsExactly(new Tag(name, weight, textWeight));
    }

    @Test
    void allTagsAreTakenOut() {
        var read = LoraTags.of("<lora:a:1>(fox:1.2)<lora:b:0.5>");
        assertThat(read.prompt()).isEqualTo("(fox:1.2)");
        assertThat(read.tags()).extracting(Tag::name).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a fox", "", "<lora>", "a < b > c", "<hypernet:x:1>", "<lora:", "lora:x>"})
    void whatIsNoTagStays(String prompt) {
        assertThat(LoraTags.of(prompt)).isEqualTo(new LoraTags(prompt, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<lora:fox:much>",
                "<lora:fox:>",
                "<lora: :1>",
                "<lora:fox:1:2:3>",
                "<lora:fox:dyn=8>",
                "<lora:fox:NaN>"
            })
    void aWrongTagIsRefused(String tag) {
        assertThatThrownBy(() -> LoraTags.of(tag))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a LoRA in a prompt must be <lora:NAME>")
                .hasMessageEndingWith("got " + tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<lora:fox:1>", "<lora:fox:0.8>", "<lora:fox:0.5:-2>"})
    void aTagIsWrittenAsItIsRead(String tag) {
        assertThat(LoraTags.text(LoraTags.of(tag).tags().getFirst())).isEqualTo(tag);
    }
}
