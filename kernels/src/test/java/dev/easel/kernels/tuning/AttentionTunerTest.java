package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.tensor.AttentionTuner.Accuracy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was found to be fast is found once. */
class AttentionTunerTest {
    private static final String QUESTION = "attention BF16 2x8x12x40";

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("cache").resolve("kernels.txt");
    }

    @Test
    void aWayIsMeasuredAndKept() {
        var way = fastest();

        assertThat(file).hasContent(QUESTION + " = " + way);
        assertThat(folder.resolve("cache")).isDirectoryNotContaining("glob:**new*");
    }

    @Test
    void whatWasKeptIsTaken() throws IOException {
        Files.createDirectories(file.getParent());
        for (var way : AttentionAlgorithm.values()) {
            Files.writeString(file, QUESTION + " = " + way + "\n");
            assertThat(fastest()).isEqualTo(way);
        }
    }

    @Test
    void aFileOfSomethingElseIsMeasuredOver() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {(byte) 0xff, 0, 10, 61});
        var way = fastest();
        assertThat(Files.readAllLines(file)).contains(QUESTION + " = " + way);

        Files.writeString(file, QUESTION + " = QUICKEST\n");
        way = fastest();
        assertThat(file).hasContent(QUESTION + " = " + way);
    }

    @Test
    void whereNothingCanBeKeptItIsMeasuredAllTheSame() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");
        assertThat(fastest()).isIn((Object[]) AttentionAlgorithm.values());
    }

    @Test
    void theChoicesOfOtherProcessesStay() throws IOException {
        var choice = new AttentionTuner(TuningCache.in(file));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "attention BF16 1x1x1x1 = FUSED\n");
        fastest(choice);

        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    private AttentionAlgorithm fastest() {
        return fastest(new AttentionTuner(TuningCache.in(file)));
    }

    private static AttentionAlgorithm fastest(AttentionTuner choice) {
        try (var _ = TensorScope.open()) {
            Tensor q = Tensor.zeros(Shape.of(1, 2, 8, 40), DType.BF16, Device.CPU);
            Tensor k = Tensor.zeros(Shape.of(1, 2, 12, 40), DType.BF16, Device.CPU);
            return choice.fastest(q, k, k, Accuracy.EXACT);
        }
    }
}
