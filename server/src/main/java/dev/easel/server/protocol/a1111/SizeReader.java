package dev.easel.server.protocol.a1111;

import dev.easel.pipeline.ImageSize;
import dev.easel.server.request.LimitSettings;

import org.springframework.stereotype.Component;

import java.util.List;

/** Reads sizes of pictures. As in A1111 a side that no model can make becomes the next smaller. */
@Component
final class SizeReader {
    private static final int SIDE = 512;

    /** Of which every side is a multiple that models need. */
    private static final int OF_ALL = 64;

    private final ModelTitles models;
    private final LimitSettings limits;

    SizeReader(ModelTitles models, LimitSettings limits) {
        this.models = models;
        this.limits = limits;
    }

    /** {@return the size of a request, as its model can make it} */
    ImageSize read(Values values, String model, List<String> notes) {
        int width = side(values, "width");
        int height = side(values, "height");
        if (width % OF_ALL == 0 && height % OF_ALL == 0) {
            return new ImageSize(width, height);
        }
        int multiple = models.multiple(model);
        var size = new ImageSize(width / multiple * multiple, height / multiple * multiple);
        if (size.width() != width || size.height() != height) {
            notes.add("%dx%d is made as %s".formatted(width, height, size));
        }
        return size;
    }

    /** {@return a side as it was sent} */
    int side(Values values, String name) {
        return values.whole(name, ImageSize.MIN, limits.maxSide(), SIDE);
    }
}
