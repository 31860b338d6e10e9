package dev.easel.server.protocol.imagesdxl;

import dev.easel.pictures.ImageFormat;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ImageRequest;
import dev.easel.server.job.Json;
import dev.easel.server.job.Task;

import java.util.function.DoubleConsumer;

/**
 * Draws the pictures of a request.
 *
 * @param words makes the engine's request, which may have a picture's pixels
 */
record DrawingWork(Words words) implements Task.Work<ImageGenerator> {

    /** Makes a request of the engine when it is needed. */
    @FunctionalInterface
    interface Words {
        ImageRequest request();
    }

    @Override
    public Json make(ImageGenerator model, DoubleConsumer progress) {
        var pictures = model.generate(words.request(), step -> progress.accept(step.fraction()));
        return ResultItems.of(
                pictures.stream()
                        .map(p -> new ResultItems.Item(p.encode(ImageFormat.PNG), p.seed()))
                        .toList());
    }
}
