package dev.easel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.Pictures;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Test;

class PixelTensorTest {
    @Test
    void aTensorOfThePictureGivesThePictureBack() {
        var image = Pictures.noise(5, 3);
        try (var _ = TensorScope.open()) {
            Tensor values = PixelTensor.of(image);

            assertThat(values.shape()).isEqualTo(Shape.of(1, 3, 3, 5));
            assertThat(values.toFloats()[0]).isEqualTo((image.pixel(0, 0) >> 16) / 255f);
            assertThat(PixelTensor.toPicture(values)).isEqualTo(image);
        }
    }

    @Test
    void valuesOutsideTheRangeAreClampedAndTheOthersRounded() {
        try (var _ = TensorScope.open()) {
            var values = Tensor.of(new float[] {-0.5f, 1.5f, 0.499f}, Shape.of(1, 3, 1, 1));

            assertThat(PixelTensor.toPicture(values).pixel(0, 0)).isEqualTo(0x00FF7F);
        }
    }
}
