package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.golden.Golden;
import dev.easel.model.Precision;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.Pictures;
import dev.easel.sampling.Samplers;
import dev.easel.tensor.Device;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageGeneratorTest {
    private static final TextToImage REQUEST =
            TextToImage.of("a red fox").withSize(64, 64).withSteps(3).withSeed(42);

    private ImageGenerator generator;

    @BeforeAll
    void load() {
        generator = open(Precision.F32);
    }

    @AfterAll
    void close() {
        generator.close();
    }

    private static ImageGenerator open(Precision precision) {
        return ImageGenerator.open(
                Golden.modelsWith("text_encoder_2", "unet").getFirst(),
                GeneratorOptions.defaults().withPrecision(precision).withDevice(Device.CPU));
    }

    @ParameterizedTest
    @EnumSource(Samplers.class)
    void aPictureHasTheSameBitsAloneAndAmongFour(Samplers sampler) {
        var request = REQUEST.withSampling(REQUEST.sampling().withSampler(sampler));
        var four = generator.generate(request.withNumber(4));
        assertThat(four).extracting(GeneratedImage::seed).containsExactly(42L, 43L, 44L, 45L);
        for (var picture : four) {
            var alone = generator.generate(request.withSeed(picture.seed())).getFirst();
            assertThat(alone.image()).isEqualTo(picture.image());
        }
        assertThat(four).extracting(GeneratedImage::image).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aSeedMakesTheSameBitsInAFreshlyLoadedModel(Precision precision) {
        var pictures =
                IntStream.range(0, 2)
                        .mapToObj(i -> {
                            try (var fresh = open(precision)) {
                                return fresh.generate(REQUEST).getFirst().image();
                            }
                        })
                        .toList();
        assertThat(pictures.getFirst()).isEqualTo(pictures.getLast());
    }

    @Test
    void whatARequestLeavesOpenIsTheModels() {
        var defaults = generator.defaults();
        assertThat(defaults) // the latents are 8x8
                .isEqualTo(new ModelDefaults(new ImageSize(64, 64), Samplers.K_DPMPP_2M, 30, 7));

        var open = TextToImage.of("a red fox").withSteps(2).withSeed(42);
        var said =
                open.withSize(64, 64)
                        .withSampling(
                                open.sampling()
                                        .withSampler(Samplers.K_DPMPP_2M)
                                        .withGuidanceScale(7));
        assertThat(open.withDefaults(defaults)).isEqualTo(said);
        var picture = generator.generate(open).getFirst();
        assertThat(picture.image()).isEqualTo(generator.generate(said).getFirst().image());
        assertThat(picture.recipe().text()).contains("Sampler: DPM++ 2M, CFG scale: 7");
    }

    @Test
    void threadsThatShareAModelDoNotDisturbEachOther() {
        var alone = generator.generate(REQUEST).getFirst().image();
        var together =
                IntStream.range(0, 4)
                        .parallel()
                        .mapToObj(i -> generator.generate(REQUEST).getFirst().image())
                        .toList();
        assertThat(together).allMatch(alone::equals);
    }

    @Test
    void theListenerSeesEveryStepOfEveryPictureWithAPreview() {
        List<StepProgress> seen = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        generator.generate(
                REQUEST.withNumber(2),
                step -> {
                    seen.add(step);
                    widths.add(step.preview().width());
                });
        assertThat(seen).extracting(StepProgress::picture).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(seen).extracting(StepProgress::step).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(seen).extracting(StepProgress::fraction).isSorted().endsWith(1.0);
        assertThat(widths).containsOnly(64);
    }

    @ParameterizedTest
    @EnumSource(Samplers.class)
    void cancellingEndsTheWorkAtThatStep(Samplers sampler) {
        List<Integer> steps = new ArrayList<>();
        var request = REQUEST.withSampling(REQUEST.sampling().withSampler(sampler));
        assertThatThrownBy(() ->
                        generator.generate(
                                request,
                                step -> {
                                    steps.add(step.step());
                                    if (step.step() == 2) {
                                        throw new CancellationException("enough");
                                    }
                                }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("enough");
        assertThat(steps).containsExactly(1, 2);
    }

    @Test
    void anInterruptEndsTheWorkAfterThatStep() throws Exception {
        List<Integer> steps = new ArrayList<>();
        var ended =
                CompletableFuture.supplyAsync(
                        () -> {
                            assertThatThrownBy(() ->
                                            generator.generate(
                                                    REQUEST,
                                                    step -> {
                                                        steps.add(step.step());
                                                        if (step.step() == 2) {
                                                            Thread.currentThread().interrupt();
                                                        }
                                                    }))
                                    .isInstanceOf(CancellationException.class)
                                    .hasMessage(
                                            "the thread that makes the picture was interrupted");
                            return Thread.interrupted();
                        },
                        Thread::startVirtualThread);
        assertThat(ended.get()).as("the flag stays set").isTrue();
        assertThat(steps).containsExactly(1, 2);
    }

    @Test
    void cancellingATaskEndsItsPicture() throws Exception {
        var begun = new CountDownLatch(1);
        var ended = new CompletableFuture<Throwable>();
        try (var executor = Executors.newSingleThreadExecutor()) {
            var task =
                    executor.submit(() -> {
                        try {
                            generator.generate(REQUEST.withSteps(150), _ -> begun.countDown());
                        } catch (RuntimeException e) {
                            ended.complete(e);
                        }
                    });
            begun.await();
            task.cancel(true);
        }
        assertThat(ended).isCompletedWithValueMatching(CancellationException.class::isInstance);
    }

    @Test
    void aPictureTellsHowItWasMade() throws IOException {
        var picture = generator.generate(REQUEST.withNegativePrompt("blurry")).getFirst();
        assertThat(Pictures.recipe(picture.encode(ImageFormat.PNG)))
                .isEqualTo(picture.recipe().text());
        assertThat(picture.recipe().text())
                .startsWith("a red fox\nNegative prompt: blurry\nSteps: 3, Sampler: ")
                .contains("CFG scale: 7, Seed: 42, Size: 64x64, Model: " + generator.modelName());
    }

    @Test
    void aSeedIsDrawnWhereNoneIsGiven() {
        var request = TextToImage.of("a red fox").withSize(64, 64).withSteps(1);
        var first = generator.generate(request).getFirst();
        var second = generator.generate(request).getFirst();
        assertThat(first.seed()).isNotEqualTo(second.seed());
        var again = generator.generate(request.withSeed(first.seed())).getFirst();
        assertThat(again.image()).isEqualTo(first.image());
    }

    @Test
    void guidanceOfOneLeavesTheNegativePromptOut() {
        var request = REQUEST.withSampling(REQUEST.sampling().withGuidanceScale(1));
        var without = generator.generate(request).getFirst().image();
        var with = generator.generate(request.withNegativePrompt("a fox")).getFirst().image();
        assertThat(with).isEqualTo(without);
        var guided = generator.generate(REQUEST.withNegativePrompt("a fox")).getFirst().image();
        assertThat(guided).isNotEqualTo(generator.generate(REQUEST).getFirst().image());
    }

    @Test
    void aClosedGeneratorSaysSo() {
        var closed = open(Precision.F32);
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.generate(REQUEST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the generator is closed");
    }

    @Test
    void aListenerCannotCloseTheGeneratorThatWaitsForIt() {
        assertThatThrownBy(() -> generator.generate(REQUEST, step -> generator.close()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the generator cannot be closed by the listener of its own picture");
        assertThat(generator.generate(REQUEST)).hasSize(1);
    }
}
