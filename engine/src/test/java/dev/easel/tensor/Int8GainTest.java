package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Int8GainTest {
    @ParameterizedTest
    @CsvSource({
        "1920, 640, 1, true",
        "1280, 1280, 1, true",
        "640, 640, 3, true",
        "640, 640, 1, false",
        "1280, 320, 1, false",
        "320, 320, 3, true",
        "960, 320, 1, false",
        "640, 2560, 1, false",
        "320, 960, 1, false"
    })
    void withAmxSmallLayersStayInBfloat16(long out, long in, long side, boolean gains) {
        try (var _ = TensorScope.open()) {
            boolean small = CpuFlags.present().contains("amx_int8");
            var shape = side == 1 ? Shape.of(out, in) : Shape.of(out, in, side, side);
            Tensor weight = Tensor.zeros(shape, DType.BF16, Device.CPU);
            assertThat(Int8Gain.isThere(weight)).isEqualTo(gains || !small);
            assertThat(Int8Gain.isThere(weight.to(DType.F32))).isTrue();
        }
    }
}
