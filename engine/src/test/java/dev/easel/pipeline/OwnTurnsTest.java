package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.model.DeviceTurns;
import dev.easel.model.Precision;
import dev.easel.tensor.Device;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class OwnTurnsTest {
    private static final TextToImage REQUEST =
            TextToImage.of("a red fox")
                    .withSize(64, 64)
                    .withHighResolution(HighResolution.of(2))
                    .withSampling(SamplingSettings.defaults().withSteps(2).withSeed(1));

    private final DeviceTurns own = DeviceTurns.own(Device.CPU);
    private final GeneratorOptions options =
            GeneratorOptions.defaults()
                    .withDevice(Device.CPU)
                    .withPrecision(Precision.F32)
                    .withKernels(DeviceKernels.best(own))
                    .withTurns(own);

    @Test
    void aGeneratorWithItsOwnTurnsWaitsForNobodyElse() {
        try (var generator = ImageGenerator.embedded(options)) {
            assertThat(generator.model().turns()).isSameAs(own);
            var picture =
                    DeviceTurns.shared(Device.CPU)
                            .inTurn(() ->
                                    CompletableFuture.supplyAsync(() -> generator.generate(REQUEST))
                                            .orTimeout(5, TimeUnit.MINUTES)
                                            .join());
            assertThat(picture).hasSize(1);
        }
    }

    @Test
    void turnsAreOfTheDevice() {
        var cuda = DeviceTurns.own(Device.CUDA);
        assertThatThrownBy(() -> options.withTurns(cuda))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the turns are of the device cuda:0; expected cpu");
    }

    @Test
    void anOptionOfAnotherKindLeavesThem() {
        assertThat(options.withPrecision(Precision.BF16).withDevice(Device.CPU).turns())
                .isSameAs(own);
    }
}
