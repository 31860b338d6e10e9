package dev.easel.text.clip;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.golden.Golden;
import dev.easel.tensor.DType;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.text.Prompt;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

class PromptEncoderTest {
    private static final Path SD = Golden.folder().resolve("models/sd15");
    private static final Path SDXL = Golden.folder().resolve("models/sdxl");
    private static final GoldenTextModels MODELS = new GoldenTextModels(DType.F32);
    private static final PromptEncoder SINGLE = MODELS.encoder(SD);
    private static final PromptEncoder DUAL = MODELS.encoder(SDXL);

    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void closeScope() {
        scope.close();
    }

    @AfterAll
    static void closeModels() {
        MODELS.close();
    }

    @Test
    void textBeyondOneChunkIsTheChunksOneAfterTheOther() {
        for (var encoder : new PromptEncoder[] {SINGLE, DUAL}) {
            var whole = encoder.encode(Prompt.of("a ".repeat(75) + "b ".repeat(75) + "c", ""));
            assertThat(whole.positive().context().size(1)).isEqualTo(3 * 77);
            var parts = new String[] {"a ".repeat(75), "b ".repeat(75), "c"};
            for (int i = 0; i < parts.length; i++) {
                var alone = encoder.encode(Prompt.of(parts[i], ""));
                assertThatTensor(whole.positive().context().narrow(1, 77L * i, 77))
                        .isSameAs(alone.positive().context());
            }
        }
    }

    @Test
    void thePooledVectorIsTheFirstChunks() {
        var whole = DUAL.encode(Prompt.of("a ".repeat(75) + "b"));
        var first = DUAL.encode(Prompt.of("a ".repeat(75)));
        assertThatTensor(whole.positive().pooled().orElseThrow())
                .isSameAs(first.positive().pooled().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "76, 1, 2", "1, 76, 2", "151, 76, 3", "0, 400, 6"})
    void bothTextsHaveTheChunksOfTheLongerOne(int words, int negativeWords, int chunks) {
        var prompt = Prompt.of("a ".repeat(words), "b ".repeat(negativeWords));
        var embeddings = DUAL.encode(prompt);
        assertThat(embeddings.positive().context().size(1)).isEqualTo(77L * chunks);
        assertThat(embeddings.negative().context().size(1)).isEqualTo(77L * chunks);
    }

    @Test
    void anAbsentNegativeIsZerosOfTheSameShapeWhereTheModelWantsIt() {
        var embeddings = DUAL.encode(Prompt.of("a ".repeat(80)));
        var context = embeddings.negative().context();
        assertThat(context.shape()).isEqualTo(embeddings.positive().context().shape());
        assertThat(context.toFloats()).containsOnly(0f);
        assertThat(embeddings.negative().pooled().orElseThrow().toFloats()).containsOnly(0f);
    }

    @Test
    void anEmptyNegativeIsTheEmptyTextEverywhere() {
        var embedded = DUAL.encode(Prompt.of("a", "")).negative();
        assertThatTensor(embedded.context())
                .isSameAs(DUAL.encode(Prompt.of("")).positive().context());
        assertThatTensor(SINGLE.encode(Prompt.of("a")).negative().context())
                .isSameAs(SINGLE.encode(Prompt.of("a", "")).negative().context());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a cat:1)", "a (cat:1.0)", "([a cat])", "((a cat:2):0.5)"})
    void weightsOfOneChangeNothing(String prompt) {
        for (var encoder : new PromptEncoder[] {SINGLE, DUAL}) {
            assertThatTensor(encoder.encode(Prompt.of(prompt)).positive().context())
                    .isSameAs(encoder.encode(Prompt.of("a cat")).positive().context());
        }
    }

    @Test
    void escapedBracketsAreTheText() {
        assertThatTensor(SINGLE.encode(Prompt.of("a \\(cat\\)")).positive().context())
                .isSameAs(SINGLE.encode(Prompt.of("a \\(cat)")).positive().context());
    }

    @Test
    void aWeightScalesItsTokensAgainstTheOthersAndKeepsTheMean() {
        var plain = SINGLE.encode(Prompt.of("a b c")).positive().context();
        var weighted = SINGLE.encode(Prompt.of("a (b:1.5) c")).positive().context();
        double scale = ratio(weighted, plain, 1);
        assertThat(ratio(weighted, plain, 2) / scale).isCloseTo(1.5, within(1e-4));
        for (int token : new int[] {0, 3, 4, 76}) {
            assertThat(ratio(weighted, plain, token)).isCloseTo(scale, within(1e-4));
        }
        assertThat(weighted.mean().item()).isCloseTo(plain.mean().item(), within(1e-5));
    }

    @Test
    void aWeightLeavesOtherChunksAsTheyAre() {
        var text = "a ".repeat(75);
        var plain = SINGLE.encode(Prompt.of(text + "b")).positive().context();
        var weighted = SINGLE.encode(Prompt.of(text + "(b:2)")).positive().context();
        assertThatTensor(weighted.narrow(1, 0, 77)).isSameAs(plain.narrow(1, 0, 77));
        assertThat(weighted.sameAs(plain)).isFalse();
    }

    @Test
    void weightsLeaveThePooledVectorAsItIs() {
        var weighted = DUAL.encode(Prompt.of("a (b:1.5) c")).positive().pooled().orElseThrow();
        assertThatTensor(weighted)
                .isSameAs(DUAL.encode(Prompt.of("a b c")).positive().pooled().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a:0)", "(a:-3) (b:1000000)", "(a b c:-1)"})
    void unusualWeightsGiveFiniteEmbeddings(String prompt) {
        assertThat(DUAL.encode(Prompt.of(prompt)).positive().context().isFinite()).isTrue();
    }

    @Test
    void embeddingsHaveTheTypeOfTheWeights() {
        try (var models = new GoldenTextModels(DType.BF16)) {
            var encoder = models.encoder(SDXL);
            var expected = DUAL.encode(Prompt.of("a (red:1.2) cat")).positive().context();
            var actual = encoder.encode(Prompt.of("a (red:1.2) cat")).positive();
            assertThat(actual.context().dtype()).isEqualTo(DType.BF16);
            assertThat(actual.pooled().orElseThrow().dtype()).isEqualTo(DType.BF16);
            assertThatTensor(actual.context()).isCloseTo(expected, 0.15);
        }
    }

    @Test
    void refusesTextsOfTooManyChunks() {
        assertThatThrownBy(() -> SINGLE.encode(Prompt.of("a ".repeat(7501))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a prompt must have at most 100 chunks of tokens, got 101");
        assertThatThrownBy(() -> Prompt.of("", "a".repeat(100_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negative prompt must have at most 100000 characters, got 100001");
    }

    @Test
    void refusesATokenizerOfAnotherModel() {
        var large = ClipTokenizer.load(Golden.folder().resolve("tokenizer"));
        var model = MODELS.model(SD.resolve("text_encoder"));
        assertThatThrownBy(() -> PromptEncoder.single(large, model))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "the tokenizer has ids up to 49407, the text model has embeddings for"
                                + " 1000");
    }

    @Test
    void refusesASecondModelWithoutProjection() {
        var tokenizer = ClipTokenizer.load(SD.resolve("tokenizer"));
        var model = MODELS.model(SD.resolve("text_encoder"));
        assertThatThrownBy(() -> PromptEncoder.dual(tokenizer, model, tokenizer, model, true))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("CLIPTextModelWithProjection");
    }

    /** The quotient of the two states of a token, where they are not near zero. */
    private static double ratio(Tensor states, Tensor others, int token) {
        float[] a = states.narrow(1, token, 1).toFloats();
        float[] b = others.narrow(1, token, 1).toFloats();
        int largest = 0;
        for (int i = 0; i < b.length; i++) {
            largest = Math.abs(b[i]) > Math.abs(b[largest]) ? i : largest;
        }
        return a[largest] / b[largest];
    }
}
