package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.util.List;

/** What adapters take is freed. */
@Isolated("it counts what native memory this process holds")
@Tag("slow")
class AdapterMemoryTest {
    private static final TextToImage REQUEST =
            TextToImage.of("a red fox").withSize(64, 64).withSteps(1).withSeed(42);

    @Test
    void memoryStaysFlatWhileAdaptersComeAndGo() {
        try (var generator = TinyModels.sdxl()) {
            drawWithEach(generator);
            long before = Pointer.totalCount();
            drawWithEach(generator);
            assertThat(Pointer.totalCount()).isEqualTo(before);
        }
    }

    @Test
    void closingAGeneratorFreesItsAdapters() {
        openAndClose();
        long before = Pointer.totalCount();
        openAndClose();
        assertThat(Pointer.totalCount()).isEqualTo(before);
    }

    private static void openAndClose() {
        try (var generator = TinyModels.sdxl()) {
            drawWithEach(generator);
        }
    }

    private static void drawWithEach(ImageGenerator generator) {
        for (var adapter : GoldenAdapters.all()) {
            generator.generate(REQUEST.withAdapters(List.of(adapter.weighing(1))));
        }
    }
}
