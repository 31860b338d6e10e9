package dev.easel.text.clip;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.golden.Golden;
import dev.easel.tensor.DType;
import dev.easel.tensor.TensorScope;
import dev.easel.text.Prompt;
import dev.easel.text.PromptEmbedding;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The embeddings of diffusers' pipelines, for every text of their golden runs. */
class PromptEncoderGoldenTest {
    /** pipeline.json has none for embeddings; golden.json's for the same states is at most this. */
    private static final double ATOL = 1e-4;

    @TestFactory
    Stream<DynamicTest> everyTextOfEveryRunIsDiffusers() {
        return Golden.modelsWith("pipeline.json", "text_encoder").stream()
                .flatMap(model ->
                        texts(model).entrySet().stream()
                                .map(text ->
                                        DynamicTest.dynamicTest(
                                                model.getFileName() + "/" + text.getKey(),
                                                () ->
                                                        check(
                                                                model,
                                                                text.getKey(),
                                                                text.getValue()))));
    }

    private static Map<String, Prompt> texts(Path model) {
        var texts = new LinkedHashMap<String, Prompt>();
        for (var run : Golden.cases(model.resolve("pipeline.json"), "runs")) {
            texts.put(
                    run.string("text"),
                    new Prompt(run.string("prompt"), run.findString("negative_prompt")));
        }
        return texts;
    }

    private static void check(Path model, String text, Prompt prompt) {
        try (var models = new GoldenTextModels(DType.F32);
                var golden = SafetensorsFile.open(model.resolve("pipeline.safetensors"));
                var _ = TensorScope.open()) {
            var embeddings = models.encoder(model).encode(prompt);
            check(embeddings.positive(), golden, text + "/prompt_embeds", text + "/pooled");
            check(
                    embeddings.negative(),
                    golden,
                    text + "/negative_prompt_embeds",
                    text + "/negative_pooled");
        }
    }

    private static void check(
            PromptEmbedding actual, SafetensorsFile golden, String context, String pooled) {
        assertThatTensor(actual.context())
                .isCloseTo(Golden.read(golden, context).narrow(0, 0, 1), ATOL);
        assertThat(actual.pooled().isPresent()).isEqualTo(golden.has(pooled));
        actual.pooled()
                .ifPresent(tensor ->
                        assertThatTensor(tensor)
                                .isCloseTo(Golden.read(golden, pooled).narrow(0, 0, 1), ATOL));
    }
}
