package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;
import dev.easel.pictures.RgbImage;
import dev.easel.sampling.Samplers;
import dev.easel.tensor.NativeMemory;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Three hundred pictures in one process, some of them cancelled: memory stays where it was. */
@Isolated("it counts what native memory this process holds")
@Tag("slow")
class SoakTest {
    private static final int PICTURES = 300;
    private static final int WARM_UP = 60;
    private static final long MIB = 1 << 20;

    private static final RgbImage PICTURE = ImageToImageTest.noise(65, 64);
    private static final RgbImage MASK = ImageToImageTest.noise(20, 10);

    /**
     * What the virtual machine's compilers use comes and goes; a leak of one latent a step would be
     * 40 MiB.
     */
    private static final long ALLOWED = 24 * MIB;

    @Test
    void nativeAndJavaMemoryStayFlat() {
        var model = Golden.modelsWith("text_encoder_2", "unet").getFirst();
        try (var generator = ImageGenerator.open(model, TinyModels.OPTIONS)) {
            run(generator, WARM_UP);
            var before = Memory.now();
            run(generator, PICTURES - WARM_UP);
            var after = Memory.now();
            assertThat(after.pointers()).isEqualTo(before.pointers());
            assertThat(after.used() - before.used()).isLessThan(ALLOWED);
            assertThat(after.heap() - before.heap()).isLessThan(ALLOWED);
        }
    }

    @Test
    void closingAModelFreesAllThatItTook() {
        openAndClose(0); // looks operations up, which stay
        long before = Memory.now().pointers();
        openAndClose(before);
        assertThat(Memory.now().pointers()).isEqualTo(before);
    }

    private static void openAndClose(long before) {
        for (var model : Golden.modelsWith("pipeline.json", "text_encoder_2")) {
            try (var generator = ImageGenerator.open(model, TinyModels.OPTIONS)) {
                run(generator, 1);
                assertThat(Memory.now().pointers()).isGreaterThan(before);
            }
        }
    }

    private static void run(ImageGenerator generator, int pictures) {
        var samplers = List.of(Samplers.values());
        for (int i = 0; i < pictures; i++) {
            var text = TextToImage.of("picture " + i).withSize(64, 64).withSteps(2);
            var sampling =
                    text.sampling()
                            .withSampler(samplers.get(i % samplers.size()))
                            .withShortcuts(
                                    Shortcuts.none()
                                            .withDeepCache(1 + i % 2)
                                            .withTokenMerging(0.5 * (i / 2 % 2)));
            var picture = ImageToImage.of(PICTURE, "picture " + i).withMask(MASK);
            ImageRequest request =
                    i % 3 == 0 ? picture.withSampling(sampling) : text.withSampling(sampling);
            boolean cancel = i % 10 == 9;
            try {
                generator.generate(
                        request.withSeed(i),
                        step -> {
                            if (cancel) {
                                throw new CancellationException();
                            }
                        });
            } catch (CancellationException e) {
                assertThat(cancel).isTrue();
            }
        }
    }

    /**
     * What the process has in use after a collection; what its allocators keep is not looked at.
     */
    private record Memory(long pointers, long used, long heap) {
        static Memory now() {
            var runtime = Runtime.getRuntime();
            List<Long> heaps = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                runtime.gc();
                heaps.add(runtime.totalMemory() - runtime.freeMemory());
            }
            long heap = heaps.stream().mapToLong(Long::longValue).min().orElseThrow();
            return new Memory(Pointer.totalCount(), NativeMemory.bytesInUse(), heap);
        }
    }
}
