package dev.easel.server.protocol.imagesdxl;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pipeline.ImageUpscaler;
import dev.easel.server.job.Json;
import dev.easel.server.job.Task;

import java.util.List;
import java.util.function.DoubleConsumer;

/** Makes a picture larger. */
record UpscaleWork(SentImage image, UpscaleTarget target) implements Task.Work<ImageUpscaler> {
    /** Nothing is drawn by chance; clients expect a number above 0. */
    private static final long SEED = 1;

    @Override
    public Json make(ImageUpscaler model, DoubleConsumer progress) {
        var large =
                model.upscale(
                        image.decode(),
                        target.size(),
                        (tile, tiles) -> progress.accept((double) tile / tiles));
        byte[] png = ImageCodec.encode(large, Encoding.of(ImageFormat.PNG));
        return ResultItems.of(List.of(new ResultItems.Item(png, SEED)));
    }
}
