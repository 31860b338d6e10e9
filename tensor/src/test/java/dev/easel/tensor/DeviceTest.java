package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
    @ParameterizedTest
    @CsvSource({
        "cpu, CPU, 0, cpu",
        "CPU, CPU, 0, cpu",
        "cuda, CUDA, 0, cuda:0",
        "CUDA:1, CUDA, 1, cuda:1"
    })
    void devicesHaveNames(String name, Device.Kind kind, int index, String written) {
        assertThat(Device.parse(name)).isEqualTo(new Device(kind, index)).hasToString(written);
        assertThat(Device.parse(written)).isEqualTo(new Device(kind, index));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "cpu:0", "cuda:", "cuda:-1", "cuda:x", " cuda", "cuda:1000"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> Device.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device must be cpu, cuda or one of several as in cuda:1, got " + name);
    }

    @Test
    void thereIsOneCpuAndAByteOfOthers() {
        assertThatThrownBy(() -> new Device(Device.Kind.CPU, 1))
                .hasMessage("the index of a device of kind cpu must be between 0 and 0, got 1");
        assertThatThrownBy(() -> Device.cuda(-1))
                .hasMessage("the index of a device of kind cuda must be between 0 and 127, got -1");
    }

    @Test
    void aTensorKnowsItsDevice() {
        try (var _ = TensorScope.open()) {
            Tensor x = Tensor.zeros(Shape.of(2), DType.F32, new Device(Device.Kind.CPU, 0));
            assertThat(x.device()).isEqualTo(Device.CPU);
            assertThat(x.to(Device.CPU)).isSameAs(x);
        }
    }

    @Test
    void severalDevicesOfOneKindAreTold() {
        try (var native0 = Device.CUDA.nativeDevice();
                var native1 = Device.cuda(1).nativeDevice()) {
            assertThat(native0.index()).isZero();
            assertThat(native1.index()).isEqualTo((byte) 1);
            assertThat(native1.is_cuda()).isTrue();
        }
    }
}
