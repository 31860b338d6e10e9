package dev.easel.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.tensor.Device;
import dev.easel.tensor.LayerKernels;

import org.junit.jupiter.api.Test;

class PrecisionTest {
    @Test
    void int8IsRefusedOnAGpuWithTheReason() {
        assertThatThrownBy(() -> Precision.INT8.placement(Device.CUDA, LayerKernels.plain()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "precision int8 needs a CPU, got the device cuda:0; take auto, f32 or"
                            + " bf16");
    }
}
