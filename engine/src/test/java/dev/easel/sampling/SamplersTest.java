package dev.easel.sampling;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.golden.Golden;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

class SamplersTest {
    private static final Set<Samplers> ADD_NOISE =
            EnumSet.of(
                    Samplers.DDPM,
                    Samplers.K_DPMPP_2S_ANCESTRAL,
                    Samplers.K_DPM_2_ANCESTRAL,
                    Samplers.K_EULER_ANCESTRAL,
                    Samplers.LCM,
                    Samplers.EULER_ANCESTRAL_TRAILING);
    private static final NoiseSchedule SCHEDULE =
            NoiseSchedule.read(
                    Golden.json("schedules/schedules.json").findObject("config").orElseThrow());
    private static final StepObserver NOBODY = (_, _, _, _, _) -> {};
    private static final Shape SHAPE = Shape.of(2, 4, 3, 5);

    @Property(tries = 60)
    void samplersWithoutNoiseOfTheirOwnConvergeToTheExactPath(
            @ForAll Samplers sampler,
            @ForAll @DoubleRange(min = 0.4, max = 2) double deviation,
            @ForAll @DoubleRange(min = -2, max = 2) double mean,
            @ForAll @IntRange(min = 0, max = 1000) int seed) {
        Assume.that(!ADD_NOISE.contains(sampler));
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(seed)) {
            var gaussian = new Gaussian(constant(mean), deviation);
            var sigmas = sampler.sigmas(SCHEDULE, 150, SigmaSpacing.DEFAULT);
            Tensor start = rng.normal(SHAPE).mul(sigmas.initialScale());
            Tensor end = sampler.sample(gaussian, start, sigmas, noNoise(), NOBODY);
            Tensor exact = gaussian.follow(start, sigmas.at(0), sigmas.values().getLast());
            assertThatTensor(end).isCloseTo(exact.div(sigmas.finalScale()), 0.1);
        }
    }

    /** LCM asks for the clean latents at once, which the best denoiser does not know. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "LCM")
    void picturesAreDistributedLikeTheData(Samplers sampler) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(7)) {
            Shape shape = Shape.of(1, 4, 64, 64);
            var gaussian = new Gaussian(constant(0.5), 0.8);
            var sigmas = sampler.sigmas(SCHEDULE, 100, SigmaSpacing.DEFAULT);
            Tensor start = rng.normal(shape).mul(sigmas.initialScale());
            Tensor end = sampler.sample(gaussian, start, sigmas, () -> rng.normal(shape), NOBODY);
            Tensor rest = end.sub(end.mean());
            assertThat(end.mean().item()).isBetween(0.47, 0.53);
            assertThat(rest.mul(rest).mean().sqrt().item()).isBetween(0.77, 0.83);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneStepGivesTheDenoisedLatents(Samplers sampler) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(1)) {
            var gaussian = new Gaussian(constant(1), 0.5);
            var sigmas = sampler.sigmas(SCHEDULE, 1, SigmaSpacing.DEFAULT);
            Tensor start = rng.normal(SHAPE).mul(sigmas.initialScale());
            Tensor denoised = gaussian.denoise(start, sigmas.at(0));
            double rest = sigmas.at(1) / sigmas.at(0);
            Tensor expected = start.mul(rest).add(denoised.mul(1 - rest));
            // One sampler takes noise for the last step too, and adds nothing of it.
            NoiseSource noise =
                    sampler == Samplers.EULER_ANCESTRAL_TRAILING
                            ? () -> rng.normal(SHAPE)
                            : noNoise();
            Tensor end = sampler.sample(gaussian, start, sigmas, noise, NOBODY);
            assertThatTensor(end).isCloseTo(expected.div(sigmas.finalScale()), 1e-5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPictureOfABatchDoesNotDependOnTheOthers(Samplers sampler) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(3)) {
            var sigmas = sampler.sigmas(SCHEDULE, 9, SigmaSpacing.DEFAULT);
            var gaussian = new Gaussian(constant(0.3), 0.6);
            Tensor start = rng.normal(SHAPE).mul(sigmas.initialScale());
            List<Tensor> noises = new ArrayList<>();
            for (int i = 0; i < sigmas.steps(); i++) {
                noises.add(rng.normal(SHAPE));
            }
            Tensor both = sampler.sample(gaussian, start, sigmas, noises.iterator()::next, NOBODY);
            for (int k = 0; k < SHAPE.size(0); k++) {
                int picture = k;
                var own = noises.stream().map(noise -> noise.narrow(0, picture, 1)).iterator();
                Tensor alone =
                        sampler.sample(gaussian, start.narrow(0, k, 1), sigmas, own::next, NOBODY);
                assertThatTensor(alone).isCloseTo(both.narrow(0, k, 1), 1e-6);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStartStaysTheCallers(Samplers sampler) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(4)) {
            var sigmas = sampler.sigmas(SCHEDULE, 3, SigmaSpacing.DEFAULT);
            Tensor start = rng.normal(SHAPE);
            float[] before = start.toFloats();
            sampler.sample(
                    new Gaussian(constant(0), 1), start, sigmas, () -> rng.normal(SHAPE), NOBODY);
            assertThat(start.toFloats()).containsExactly(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancellingEndsTheRunWithinItsStepAndFreesWhatItMade(Samplers sampler) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(5)) {
            var sigmas = sampler.sigmas(SCHEDULE, 10, SigmaSpacing.DEFAULT);
            var gaussian = new Gaussian(constant(0), 1);
            List<Tensor> made = new ArrayList<>();
            Denoiser remembered =
                    (x, sigma) -> {
                        assertThat(sigma).isGreaterThanOrEqualTo(sigmas.at(5));
                        Tensor denoised = gaussian.denoise(x, sigma);
                        made.add(denoised);
                        return denoised;
                    };
            StepObserver cancelling =
                    (step, _, _, x, denoised) -> {
                        made.addAll(List.of(x, denoised));
                        if (step == 4) {
                            throw new CancellationException("enough");
                        }
                    };
            Tensor start = rng.normal(SHAPE).mul(sigmas.initialScale());
            assertThatThrownBy(() ->
                            sampler.sample(
                                    remembered, start, sigmas, () -> rng.normal(SHAPE), cancelling))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("enough");
            assertThat(made).hasSizeGreaterThanOrEqualTo(15).allSatisfy(SamplersTest::isFreed);
        }
    }

    @Test
    void aFinishedRunLeavesItsResultAlone() {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(6)) {
            List<Tensor> seen = new ArrayList<>();
            var sigmas = Samplers.K_LMS.sigmas(SCHEDULE, 6, SigmaSpacing.DEFAULT);
            Tensor end =
                    Samplers.K_LMS.sample(
                            new Gaussian(constant(0), 1),
                            rng.normal(SHAPE),
                            sigmas,
                            noNoise(),
                            (_, _, _, x, denoised) -> seen.addAll(List.of(x, denoised)));
            assertThat(seen).hasSize(12).allSatisfy(SamplersTest::isFreed);
            assertThat(end.isFinite()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"DDIM", "DDPM", "LCM", "TCD", "EULER_TRAILING", "EULER_ANCESTRAL_TRAILING"})
    void samplersOfTheTrainedTimestepsHaveNoKarrasSigmas(Samplers sampler) {
        assertThatThrownBy(() -> sampler.sigmas(SCHEDULE, 10, SigmaSpacing.KARRAS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sampler "
                                + sampler
                                + " has its own noise levels alone, got the spacing"
                                + " KARRAS");
    }

    private static Tensor constant(double value) {
        return Tensor.of(new float[] {(float) value}, Shape.of(1));
    }

    private static NoiseSource noNoise() {
        return () -> {
            throw new IllegalStateException("no noise is to be sampled");
        };
    }

    private static void isFreed(Tensor tensor) {
        assertThatThrownBy(tensor::shape).isInstanceOf(NullPointerException.class);
    }
}
