package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.RgbImage;
import dev.easel.sampling.Samplers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShortcutsTest {
    private static final TextToImage REQUEST =
            TextToImage.of("a red fox")
                    .withNegativePrompt("a blue bird")
                    .withSize(64, 64)
                    .withSteps(4)
                    .withSeed(42);

    private ImageGenerator generator;

    @BeforeAll
    void load() {
        generator = TinyModels.sdxl();
    }

    @AfterAll
    void close() {
        generator.close();
    }

    private RgbImage draw(SamplingSettings sampling) {
        return generator.generate(REQUEST.withSampling(sampling)).getFirst().image();
    }

    private static SamplingSettings guided(double from, double to) {
        return REQUEST.sampling()
                .withSampler(Samplers.DDIM)
                .withShortcuts(Shortcuts.none().withGuidance(new GuidanceInterval(from, to)));
    }

    @Test
    void theIntervalIsMeasuredInTimestepsAndItsEndsBelongToIt() {
        var guidance = new Guidance(7, new GuidanceInterval(0.25, 0.75), 1001);
        var guided = List.of(750.0, 500.0, 250.0);
        var alone = List.of(1000.0, 751.0, 249.5, 0.0);

        assertThat(guided).allMatch(guidance::isOnAt);
        assertThat(alone).noneMatch(guidance::isOnAt);
        assertThat(alone).allMatch(new Guidance(7, GuidanceInterval.WHOLE, 1001)::isOnAt);
        assertThat(guided).noneMatch(new Guidance(1, GuidanceInterval.WHOLE, 1001)::isOnAt);
    }

    @Test
    void withoutGuidanceThePictureIsThatOfScaleOne() {
        // DDIM's last step of four begins at timestep 1, of 999.
        assertThat(draw(guided(1, 1)))
                .isEqualTo(
                        draw(REQUEST.sampling().withSampler(Samplers.DDIM).withGuidanceScale(1)));
    }

    @Test
    void atOneOrBelowThereIsNoGuidance() {
        var none = draw(REQUEST.sampling().withGuidanceScale(1));

        assertThat(draw(REQUEST.sampling().withGuidanceScale(0))).isEqualTo(none);
        assertThat(draw(REQUEST.sampling().withGuidanceScale(0.5))).isEqualTo(none);
        assertThat(draw(REQUEST.sampling().withGuidanceScale(1.1))).isNotEqualTo(none);
    }

    @Test
    void guidanceInAPartOfTheStepsIsNeitherAllNorNone() {
        assertThat(draw(guided(0, 0.5)))
                .isNotEqualTo(draw(guided(0, 1)))
                .isNotEqualTo(draw(guided(1, 1)));
    }

    @Test
    void theRecipeTellsOfShortcutsThatWereTaken() {
        var taken = generator.generate(REQUEST.withSampling(guided(0.1, 0.6))).getFirst();
        var none = generator.generate(REQUEST).getFirst();

        assertThat(taken.recipe().text()).contains(", Guidance from: 0.1, Guidance to: 0.6, Model");
        assertThat(none.recipe().text()).doesNotContain("Guidance", "Deep", "Token");
    }

    @ParameterizedTest
    @EnumSource(Samplers.class)
    void deepLayersThatAreTakenAsTheyWereMakeAnotherPicture(Samplers sampler) {
        makeAnotherPicture(sampler, Shortcuts.none().withDeepCache(2));
    }

    private void makeAnotherPicture(Samplers sampler, Shortcuts shortcuts) {
        var whole = REQUEST.sampling().withSampler(sampler);
        var taken = whole.withShortcuts(shortcuts);

        assertThat(draw(taken)).isNotEqualTo(draw(whole)).isEqualTo(draw(taken));
    }

    @Test
    void eachPictureHasADeepCacheOfItsOwn() {
        // Three calls: the next picture's first would come out of the cache if it were shared.
        var request =
                REQUEST.withSteps(3)
                        .withSampling(
                                REQUEST.withSteps(3)
                                        .sampling()
                                        .withShortcuts(Shortcuts.none().withDeepCache(4)));
        var two = generator.generate(request.withNumber(2));

        assertThat(two.getLast().image())
                .isEqualTo(generator.generate(request.withSeed(43)).getFirst().image());
    }

    @ParameterizedTest
    @EnumSource(Samplers.class)
    void mergedTokensMakeAnotherPicture(Samplers sampler) {
        makeAnotherPicture(sampler, Shortcuts.none().withTokenMerging(0.5));
    }

    @Test
    void shortcutsGoTogether() {
        var both = new Shortcuts(new GuidanceInterval(0.3, 0.7), 2, 0.5);
        var taken =
                generator
                        .generate(REQUEST.withSampling(REQUEST.sampling().withShortcuts(both)))
                        .getFirst();

        assertThat(taken.recipe().text())
                .contains(
                        "Guidance from: 0.3, Guidance to: 0.7, Deep cache: 2, Token merging: 0.5,"
                                + " Model: ");
    }
}
