package dev.easel.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.RgbImage;
import dev.easel.pipeline.StepProgress;
import dev.easel.server.job.JobState.Generating;
import dev.easel.server.job.JobState.Preview;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.IntStream;

class StepPreviewsTest {
    private final long[] nanos = {-5};
    private final StepPreviews previews = new StepPreviews(() -> nanos[0]);

    private Generating after(int step, RgbImage picture) {
        return previews.after(new StepProgress(0, 1, step, 20, 1, _ -> picture));
    }

    @Test
    void thereIsANewOneAtMostTwiceASecondAndTheNewestInEveryState() {
        var picture = RgbImage.filled(64, 48, 0x336699);
        List<Integer> numbers =
                IntStream.rangeClosed(1, 20)
                        .mapToObj(step -> {
                            var state = after(step, picture);
                            assertThat(state.fraction()).isEqualTo(step / 20.0);
                            nanos[0] += 125_000_000;
                            return state.preview().map(Preview::number).orElse(0);
                        })
                        .toList();
        assertThat(numbers)
                .containsExactly(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5);
    }

    @ParameterizedTest
    @CsvSource({"64,48,64,48", "512,512,512,512", "2048,1024,512,256", "100,1500,34,512"})
    void itIsAJpegOfAtMost512PixelsASide(int width, int height, int newWidth, int newHeight) {
        byte[] file = after(1, RgbImage.filled(width, height, 0x336699)).preview().get().file();
        var image = ImageCodec.decode(file, ImageCodec.MAX_PIXELS).image();
        assertThat(List.of(image.width(), image.height())).containsExactly(newWidth, newHeight);
        assertThat(file).startsWith(0xFF, 0xD8);
    }
}
