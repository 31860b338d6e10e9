package dev.easel.text.clip;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.golden.Golden;
import dev.easel.tensor.DType;
import dev.easel.tensor.TensorScope;
import dev.easel.text.WeightedPrompt;
import dev.easel.text.inversion.TextualInversion;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prompts with words of embeddings, as diffusers and transformers encode them. */
class TextualInversionGoldenTest {
    /** A text model of a golden model, with the embeddings that its prompts use. */
    record Encoder(String model, int index) {
        String suffix() {
            return index == 0 ? "" : "_2";
        }

        Path folder() {
            return Golden.folder().resolve("textual-inversion").resolve(model);
        }

        Path part(String name) {
            return Golden.folder().resolve("models").resolve(model).resolve(name + suffix());
        }

        @Override
        public String toString() {
            return model + " text_encoder" + suffix();
        }
    }

    static Stream<Encoder> encoders() {
        return Stream.of("sd15", "sdxl")
                .flatMap(model -> IntStream.range(0, 2).mapToObj(i -> new Encoder(model, i)))
                .filter(encoder -> Files.exists(encoder.part("text_encoder")));
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void tokensAndStatesAreThoseOfTheReference(Encoder encoder) {
        var json = JsonConfig.read(encoder.folder().resolve("golden.json"));
        try (var models = new GoldenTextModels(DType.F32);
                var golden = SafetensorsFile.open(encoder.folder().resolve("golden.safetensors"));
                var _ = TensorScope.open()) {
            var clip =
                    new ClipEncoder(
                                    ClipTokenizer.load(encoder.part("tokenizer")),
                                    models.model(encoder.part("text_encoder")))
                            .knowing(inversions(encoder, json), encoder.index());
            var cases = Golden.cases(encoder.folder().resolve("golden.json"), "cases");
            for (int i = 0; i < cases.size(); i++) {
                var prompt = WeightedPrompt.parse(cases.get(i).string("prompt"));
                var chunk = clip.chunks(prompt).chunks().getFirst();
                assertThat(Arrays.stream(chunk.ids()).asLongStream().boxed())
                        .isEqualTo(cases.get(i).longIntegers("ids" + encoder.suffix()));
                check(encoder, clip.forward(chunk), golden, json, i);
            }
        }
    }

    private static List<TextualInversion> inversions(Encoder encoder, JsonConfig json) {
        var files = json.findObject("files").orElseThrow();
        return files.keys().stream()
                .map(file -> {
                    var inversion = TextualInversion.open(encoder.folder().resolve(file));
                    var entry = files.findObject(file).orElseThrow();
                    assertThat(inversion.words()).contains(entry.string("token"));
                    assertThat(inversion.count()).isEqualTo(entry.integer("vectors"));
                    return inversion;
                })
                .toList();
    }

    private static void check(
            Encoder encoder,
            ClipTextOutput output,
            SafetensorsFile golden,
            JsonConfig json,
            int row) {
        var tensors = json.findObject("tensors").orElseThrow();
        var keys =
                tensors.keys().stream()
                        .filter(key -> key.startsWith("text_encoder" + encoder.suffix() + "/"))
                        .toList();
        assertThat(keys).isNotEmpty();
        for (var key : keys) {
            var actual =
                    switch (key.substring(key.indexOf('/') + 1)) {
                        case "last_hidden_state" -> output.lastHiddenState();
                        case "penultimate" -> output.penultimate();
                        case "text_embeds" -> output.pooled();
                        default -> throw new AssertionError(key);
                    };
            assertThatTensor(actual)
                    .as("%s of prompt %d", key, row)
                    .isCloseTo(
                            Golden.read(golden, key).narrow(0, row, 1),
                            tensors.findObject(key).orElseThrow().number("atol"));
        }
    }
}
