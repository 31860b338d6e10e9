package dev.easel.text.clip;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.golden.Golden;
import dev.easel.tensor.DType;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.text.Prompt;
import dev.easel.text.WeightedPrompt;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Earlier layers of transformers' text models, chosen as diffusers chooses them. */
class ClipSkipGoldenTest {
    private static final double ATOL = 1e-4;

    @TestFactory
    Stream<DynamicTest> everyLayerIsTransformers() {
        return Golden.modelsWith("golden.json", "text_encoder").stream()
                .map(model ->
                        DynamicTest.dynamicTest(
                                model.getFileName().toString(), () -> check(model)));
    }

    private static void check(Path folder) {
        List<String> parts =
                Stream.of("text_encoder", "text_encoder_2")
                        .filter(part -> Files.exists(folder.resolve(part)))
                        .toList();
        List<String> prompts = JsonConfig.read(folder.resolve("golden.json")).strings("prompts");
        try (var models = new GoldenTextModels(DType.F32);
                var golden = SafetensorsFile.open(folder.resolve("golden.safetensors"));
                var _ = TensorScope.open()) {
            var encoder = models.encoder(folder);
            var networks = parts.stream().map(part -> models.model(folder.resolve(part))).toList();
            int layers = networks.stream().mapToInt(m -> m.config().layers()).min().orElseThrow();
            var rows =
                    IntStream.range(0, prompts.size())
                            .filter(i -> isPlain(prompts.get(i)))
                            .toArray();
            assertThat(rows).isNotEmpty();
            for (int skip = 1; skip <= layers; skip++) {
                for (int row : rows) {
                    var prompt = prompt(prompts.get(row), skip);
                    var states = new ArrayList<Tensor>();
                    for (int i = 0; i < parts.size(); i++) {
                        states.add(
                                expected(golden, parts, i, networks.get(i), skip)
                                        .narrow(0, row, 1));
                    }
                    assertThatTensor(encoder.encode(prompt).positive().context())
                            .isCloseTo(Tensor.cat(states, 2), ATOL);
                }
            }
            assertThatThrownBy(() -> encoder.encode(prompt("a", layers + 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("clip skip must be between 1 and " + layers);
        }
    }

    /** One text model has the final layer norm behind it; two begin a layer earlier, without. */
    private static Tensor expected(
            SafetensorsFile golden, List<String> parts, int part, ClipTextModel model, int skip) {
        boolean dual = parts.size() == 2;
        int layer = model.config().layers() - skip + (dual ? 0 : 1);
        var state = Golden.read(golden, parts.get(part) + "/out/hidden_states/" + layer);
        return dual ? state : model.normed(state);
    }

    private static Prompt prompt(String text, int skip) {
        return new Prompt(text, Optional.of(""), List.of(), OptionalInt.of(skip));
    }

    /** Without weights, and short enough for a chunk. */
    private static boolean isPlain(String prompt) {
        return WeightedPrompt.parse(prompt)
                        .parts()
                        .equals(List.of(new WeightedPrompt.Part(prompt, 1)))
                && prompt.length() < 75;
    }
}
