package dev.easel.kernels.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.kernels.attention.AttentionAlgorithm;
import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.tensor.AttentionShape;
import dev.easel.tensor.DType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What was found to be fast is found once, and taken only where it suits. */
@Tag("slow")
class AttentionTunerTest {
    private static final ComputePool POOL = new ComputePool();
    private static final AttentionShape SHAPE = new AttentionShape(DType.F32, 2, 8, 12, 40);
    private static final String QUESTION = "attention F32 2x8x16x40";

    /** No processor has brgemm for these numbers. */
    private static final AttentionShape NOT_STREAMED = new AttentionShape(DType.F64, 2, 8, 12, 40);

    private static final String OTHER_QUESTION = "attention F64 2x8x16x40";

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("cache").resolve("kernels.txt");
    }

    @Test
    void anAlgorithmIsMeasuredAndKept() {
        var algorithm = fastest(SHAPE);

        assertThat(algorithm.suits(SHAPE)).isTrue();
        assertThat(file).hasContent(QUESTION + " = " + algorithm);
        assertThat(folder.resolve("cache")).isDirectoryNotContaining("glob:**new*");
    }

    @Test
    void whatWasKeptIsTakenWhereItSuits() throws IOException {
        Files.createDirectories(file.getParent());
        for (var algorithm : AttentionAlgorithm.values()) {
            if (algorithm.suits(SHAPE)) {
                Files.writeString(file, QUESTION + " = " + algorithm + "\n");
                assertThat(fastest(SHAPE)).isEqualTo(algorithm);
            }
        }
    }

    @Test
    void whatWasKeptAndDoesNotSuitIsMeasuredAgain() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, OTHER_QUESTION + " = STREAMED\n");

        var algorithm = fastest(NOT_STREAMED);

        assertThat(algorithm).isNotEqualTo(AttentionAlgorithm.STREAMED);
        assertThat(file).hasContent(OTHER_QUESTION + " = " + algorithm);
    }

    @Test
    void aFileOfSomethingElseIsMeasuredOver() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {(byte) 0xff, 0, 10, 61});
        var algorithm = fastest(SHAPE);
        assertThat(Files.readAllLines(file)).contains(QUESTION + " = " + algorithm);

        Files.writeString(file, QUESTION + " = QUICKEST\n");
        algorithm = fastest(SHAPE);
        assertThat(file).hasContent(QUESTION + " = " + algorithm);
    }

    @Test
    void whereNothingCanBeKeptItIsMeasuredAllTheSame() throws IOException {
        var blocked = folder.resolve("cache");
        Files.writeString(blocked, "a file where the folder should be");

        assertThat(fastest(SHAPE).suits(SHAPE)).isTrue();
        assertThat(blocked).hasContent("a file where the folder should be");
    }

    @Test
    void theChoicesOfOtherProcessesStay() throws IOException {
        var tuner = tuner(Optional.empty());
        Files.createDirectories(file.getParent());
        Files.writeString(file, "attention BF16 1x1x1x1 = FUSED\n");
        tuner.algorithm(SHAPE);

        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void theFileDoesNotGrowWithoutBound() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                IntStream.range(0, 1000)
                        .mapToObj(i -> "attention F32 1x1x1x" + i + " = FUSED")
                        .toList());
        var algorithm = fastest(SHAPE);

        assertThat(Files.readAllLines(file))
                .hasSize(1000)
                .endsWith(QUESTION + " = " + algorithm)
                .doesNotContain("attention F32 1x1x1x0 = FUSED");
    }

    @Test
    void whatIsForgottenIsMeasuredAgain() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, QUESTION + " = TILED\n");
        var kept = TuningCache.in(file);
        var tuner = new AttentionTuner(POOL, kept, Optional.empty());
        assertThat(tuner.algorithm(SHAPE)).isEqualTo(AttentionAlgorithm.TILED);

        kept.clear();
        assertThat(file).doesNotExist();
        var algorithm = tuner.algorithm(SHAPE);
        assertThat(file).hasContent(QUESTION + " = " + algorithm);
    }

    @Test
    void shapesShareTheAnswerOfTheNextPowersOfTwo() throws IOException {
        var tuner = tuner(Optional.empty());
        for (long tokens = 9; tokens <= 16; tokens++) {
            tuner.algorithm(new AttentionShape(DType.F32, 2, tokens, tokens, 40));
        }
        assertThat(Files.readAllLines(file)).hasSize(1).first().asString().contains("2x16x16x40");
        assertThat(AttentionTuner.bucket(new AttentionShape(DType.F32, 1, 1, 4096, 3)))
                .isEqualTo(new AttentionShape(DType.F32, 1, 1, 4096, 3));
    }

    @Test
    void aPinnedAlgorithmIsTakenWhereItSuits() {
        for (var algorithm : AttentionAlgorithm.values()) {
            var tuner = tuner(Optional.of(algorithm));
            assertThat(Stream.of(SHAPE, NOT_STREAMED).map(tuner::algorithm).toList())
                    .isEqualTo(
                            Stream.of(SHAPE, NOT_STREAMED)
                                    .map(shape ->
                                            algorithm.suits(shape)
                                                    ? algorithm
                                                    : AttentionAlgorithm.FUSED)
                                    .toList());
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aPinThatIsNoneIsRefused() {
        var properties = new Properties();
        properties.setProperty("easel.attention", "Streamed");
        assertThat(KernelPins.of(properties).attention()).contains(AttentionAlgorithm.STREAMED);

        properties.setProperty("easel.attention", "quick");
        assertThatThrownBy(() -> KernelPins.of(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the property easel.attention must be auto, fused, streamed or tiled, got"
                                + " quick");
    }

    private AttentionAlgorithm fastest(AttentionShape shape) {
        return tuner(Optional.empty()).algorithm(shape);
    }

    private AttentionTuner tuner(Optional<AttentionAlgorithm> pinned) {
        return new AttentionTuner(POOL, TuningCache.in(file), pinned);
    }
}
