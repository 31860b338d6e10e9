package dev.easel.embedded;

import dev.easel.model.Precision;
import dev.easel.pictures.ImageFormat;
import dev.easel.pipeline.GeneratorOptions;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.StepListener;
import dev.easel.pipeline.TextToImage;
import dev.easel.tensor.Device;
import dev.easel.tensor.ThreadSettings;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.nio.file.Path;

/** Draws within the request, on the thread that Spring gives it. */
@SpringBootApplication(proxyBeanMethods = false)
@RestController
@SuppressWarnings("ThreadPriorityCheck") // a yield lets another thread carry this one
class PictureApplication {
    private final ImageGenerator generator;

    PictureApplication() {
        generator =
                ImageGenerator.open(
                        Path.of("..", "engine", "src", "test", "golden", "models", "sdxl"),
                        GeneratorOptions.defaults()
                                .withPrecision(Precision.F32)
                                .withDevice(Device.CPU));
    }

    /** Closed with the application. */
    @Bean
    ImageGenerator generator() {
        return generator;
    }

    @GetMapping(path = "/picture", produces = MediaType.IMAGE_PNG_VALUE)
    byte[] picture(@RequestParam long seed) {
        if (!Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("this is to be a virtual thread");
        }
        return draw(
                seed,
                _ -> {
                    if (ThreadSettings.skipGradients()) {
                        throw new IllegalStateException("this is lost with the next wait");
                    }
                    Thread.yield();
                });
    }

    byte[] draw(long seed, StepListener listener) {
        var request = TextToImage.of("a red fox").withSize(64, 64).withSteps(3).withSeed(seed);
        return generator.generate(request, listener).getFirst().encode(ImageFormat.PNG);
    }
}
