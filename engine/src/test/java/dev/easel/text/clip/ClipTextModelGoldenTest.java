package dev.easel.text.clip;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.golden.Golden;
import dev.easel.tensor.DType;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** transformers' text models, every hidden state of every golden prompt. */
class ClipTextModelGoldenTest {
    @TestFactory
    Stream<DynamicTest> everyOutputIsTransformers() {
        return Golden.modelsWith("golden.json", "text_encoder").stream()
                .flatMap(model ->
                        Stream.of("text_encoder", "text_encoder_2")
                                .filter(part -> Files.exists(model.resolve(part)))
                                .map(part -> test(model, part)));
    }

    private static DynamicTest test(Path model, String part) {
        return DynamicTest.dynamicTest(
                model.getFileName() + "/" + part, () -> checkOutputs(model, part));
    }

    private static void checkOutputs(Path folder, String part) {
        var tensors = JsonConfig.read(folder.resolve("golden.json")).findObject("tensors");
        try (var models = new GoldenTextModels(DType.F32);
                var golden = SafetensorsFile.open(folder.resolve("golden.safetensors"));
                var _ = TensorScope.open()) {
            var ids = Golden.read(golden, part + "/in/input_ids");
            var actual = models.model(folder.resolve(part)).forward(ids);
            var expected =
                    golden.keys().stream().filter(key -> key.startsWith(part + "/out/")).toList();
            assertThat(expected).hasSizeGreaterThan(3);
            for (var key : expected) {
                double atol = tensors.orElseThrow().findObject(key).orElseThrow().number("atol");
                var name = key.substring((part + "/out/").length());
                assertThatTensor(output(actual, name)).isCloseTo(Golden.read(golden, key), atol);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> theGoldenPromptsHaveTheGoldenIds() {
        return Golden.modelsWith("golden.json", "text_encoder").stream()
                .flatMap(model ->
                        Stream.of("", "_2")
                                .filter(n -> Files.exists(model.resolve("tokenizer" + n)))
                                .map(n ->
                                        DynamicTest.dynamicTest(
                                                model.getFileName() + n,
                                                () -> checkIds(model, n))));
    }

    private static void checkIds(Path folder, String number) {
        var tokenizer = ClipTokenizer.load(folder.resolve("tokenizer" + number));
        List<String> prompts = JsonConfig.read(folder.resolve("golden.json")).strings("prompts");
        try (var golden = SafetensorsFile.open(folder.resolve("golden.safetensors"));
                var _ = TensorScope.open()) {
            long[] ids = Golden.read(golden, "text_encoder" + number + "/in/input_ids").toLongs();
            long[] actual =
                    prompts.stream()
                            .flatMapToInt(
                                    text -> Arrays.stream(tokenizer.frame(tokenizer.encode(text))))
                            .asLongStream()
                            .toArray();
            assertThat(actual).isEqualTo(ids);
        }
    }

    private static Tensor output(ClipTextOutput output, String name) {
        return switch (name) {
            case "penultimate" -> output.penultimate();
            case "last_hidden_state" -> output.lastHiddenState();
            case "pooler_output", "text_embeds" -> output.pooled();
            default -> output.hiddenStates().get(Integer.parseInt(name.split("/", -1)[1]));
        };
    }
}
