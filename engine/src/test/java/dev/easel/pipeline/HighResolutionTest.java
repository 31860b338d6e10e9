package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.model.Component;
import dev.easel.model.Execution;
import dev.easel.model.LoadedModel;
import dev.easel.model.TextStage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HighResolutionTest {
    private static final HighResolution HIGH = new HighResolution(1.6, 0.5, OptionalInt.of(4));
    private static final TextToImage REQUEST =
            TextToImage.of("a red fox").withSize(64, 80).withSteps(3).withSeed(42);

    private ImageGenerator generator;

    @BeforeAll
    void load() {
        generator = TinyModels.sdxl();
    }

    @AfterAll
    void close() {
        generator.close();
    }

    @Test
    void bothSidesGrowToTheNearestThatTheModelCanMake() {
        var picture = generator.generate(REQUEST.withHighResolution(HIGH)).getFirst();

        assertThat(picture.image().width()).isEqualTo(104); // 64 * 1.6 is 102.4
        assertThat(picture.image().height()).isEqualTo(128);
        assertThat(picture.recipe().text())
                .contains(
                        "Steps: 3, ",
                        "Size: 64x80, Denoising strength: 0.5, Hires upscale: 1.6, Hires steps:"
                                + " 4, Model: ");
    }

    @Test
    void pictureIIsTheSameAloneAndAmongOthersAndProgressNeverFalls() {
        List<StepProgress> steps = new ArrayList<>();
        var two = generator.generate(REQUEST.withHighResolution(HIGH).withNumber(2), steps::add);
        var second = generator.generate(REQUEST.withHighResolution(HIGH).withSeed(43));

        assertThat(two.getLast().image()).isEqualTo(second.getFirst().image());
        assertThat(steps).extracting(StepProgress::steps).containsOnly(5);
        assertThat(steps)
                .extracting(StepProgress::step)
                .containsExactly(1, 2, 3, 4, 5, 1, 2, 3, 4, 5);
        assertThat(steps).extracting(StepProgress::picture).isSorted().endsWith(1);
        assertThat(steps).extracting(StepProgress::fraction).isSorted().endsWith(1.0);
    }

    @Test
    void promptsAreEncodedOnceForAllPassesOfAllPictures() {
        var encodings = new AtomicInteger();
        var model = generator.model();
        TextStage counting =
                prompt -> {
                    encodings.incrementAndGet();
                    return model.text().use(text -> text.encode(prompt));
                };
        var components =
                new LoadedModel.Components(
                        Component.loaded(counting), model.backbone(), model.codec(), model.depth());
        var execution = Execution.shared(new Placement(model.dtype(), model.device()));
        try (var counted =
                ImageGenerator.of(
                        new LoadedModel(
                                "counted",
                                model.design(),
                                components,
                                execution,
                                new ParameterStore()))) {
            counted.generate(REQUEST.withHighResolution(HIGH).withNumber(2));
        }
        assertThat(encodings).hasValue(1);
    }

    @Test
    void aTargetThatIsTooLargeIsRefusedBeforeTheWork() {
        List<StepProgress> steps = new ArrayList<>();
        var request = REQUEST.withSize(1024, 512).withHighResolution(HighResolution.of(2.5));

        assertThatThrownBy(() -> generator.generate(request, steps::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1024x512 times 2.5 is 2560x1280; a side must be at most 2048");
        assertThat(steps).isEmpty();
    }

    @Test
    void wrongValuesAreRefusedWithASentence() {
        assertThatThrownBy(() -> HighResolution.of(1))
                .hasMessage("high-resolution scale must be above 1 and at most 8, got 1.0");
        assertThatThrownBy(() -> new HighResolution(2, 0, OptionalInt.empty()))
                .hasMessage(
                        "high-resolution denoising strength must be above 0 and at most 1, got"
                                + " 0.0");
        assertThatThrownBy(() -> new HighResolution(2, 0.5, OptionalInt.of(0)))
                .hasMessage("steps must be between 1 and 150, got 0");
    }
}
