package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class RequestTest {
    private static final TextToImage REQUEST = TextToImage.of("a red fox");
    private static final SamplingSettings SAMPLING = SamplingSettings.defaults();

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                wrong(
                        () -> REQUEST.withSize(500, 512),
                        "width must be a multiple of 8 between 64 and 2048, got 500"),
                wrong(
                        () -> REQUEST.withSize(512, 2056),
                        "height must be a multiple of 8 between 64 and 2048, got 2056"),
                wrong(() -> SAMPLING.withSteps(0), "steps must be between 1 and 150, got 0"),
                wrong(() -> SAMPLING.withSteps(151), "steps must be between 1 and 150, got 151"),
                wrong(
                        () -> SAMPLING.withGuidanceScale(Double.NaN),
                        "guidance scale must be between 0 and 35, got NaN"),
                wrong(
                        () -> SAMPLING.withGuidanceScale(-1),
                        "guidance scale must be between 0 and 35, got -1.0"),
                wrong(
                        () -> SAMPLING.withSeed(-1),
                        "seed must be between 0 and 9007199254740991, got -1"),
                wrong(
                        () -> REQUEST.withNumber(2).withSeed(SamplingSettings.MAX_SEED),
                        "seed must be at most 9007199254740990, so that each of 2 pictures has"
                                + " one, got 9007199254740991"),
                wrong(
                        () -> TextToImage.of("a".repeat(100_001)),
                        "prompt must have at most 100000 characters, got 100001"),
                wrong(
                        () -> REQUEST.withNegativePrompt("a".repeat(100_001)),
                        "negative prompt must have at most 100000 characters, got 100001"),
                wrong(
                        () -> TextToImage.of("a fox BREAK a panda"),
                        "prompt has BREAK, beginning a new chunk, which Easel does not know yet;"
                                + " small letters make it a word"),
                wrong(
                        () -> REQUEST.withNegativePrompt("[a|b]"),
                        "negative prompt has [a|b], changing words at each step, which Easel does"
                                + " not know yet; \\| or \\[ makes it text"),
                wrong(() -> REQUEST.withNumber(0), "number must be between 1 and 10, got 0"),
                wrong(() -> REQUEST.withNumber(11), "number must be between 1 and 10, got 11"));
    }

    static Stream<Arguments> wrongShortcuts() {
        return Stream.of(
                wrong(
                        () -> new GuidanceInterval(0.8, 0.2),
                        "guidance interval must satisfy 0 <= from <= to <= 1, got 0.8 to 0.2"),
                wrong(
                        () -> new GuidanceInterval(0, Double.NaN),
                        "guidance interval must satisfy 0 <= from <= to <= 1, got 0.0 to NaN"),
                wrong(
                        () -> Shortcuts.none().withDeepCache(0),
                        "deep cache must be between 1 and 20, got 0"),
                wrong(
                        () -> Shortcuts.none().withTokenMerging(0.8),
                        "token merging must be between 0 and 0.75, got 0.8"),
                wrong(
                        () -> Shortcuts.none().withTokenMerging(Double.NaN),
                        "token merging must be between 0 and 0.75, got NaN"));
    }

    private static Arguments wrong(ThrowingCallable request, String message) {
        return Arguments.of(request, message);
    }

    @ParameterizedTest
    @MethodSource({"wrongValues", "wrongShortcuts"})
    void aWrongValueIsToldInOneSentence(ThrowingCallable request, String message) {
        assertThatThrownBy(request)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    @SuppressWarnings("NullAway") // callers without a checker
    void aMissingPromptIsToldAtOnce() {
        assertThatThrownBy(() -> TextToImage.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("prompt is null");
    }

    @Test
    void theLastSeedIsTaken() {
        var last = SamplingSettings.MAX_SEED;
        assertThat(REQUEST.withSeed(last).sampling().seed()).hasValue(last);
        assertThat(REQUEST.withNumber(2).withSeed(last - 1).number()).isEqualTo(2);
    }

    @Property
    void everySizeWithinTheLimitsIsTaken(
            @ForAll @IntRange(min = 8, max = 256) int width,
            @ForAll @IntRange(min = 8, max = 256) int height) {
        var request = REQUEST.withSize(8 * width, 8 * height);
        assertThat(request.size()).contains(new ImageSize(8 * width, 8 * height));
    }
}
