package dev.easel.server.protocol.a1111;

import dev.easel.pipeline.HighResolution;
import dev.easel.pipeline.ImageSize;
import dev.easel.server.request.GenerationRequest.Enlargement;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.LimitSettings;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the second pass that enlarges a picture, A1111's "Hires. fix". */
@Component
final class SecondPassReader {
    private static final double SCALE = 2;
    private static final double DENOISING = 0.75;

    private final UpscalerNames upscalers;
    private final LimitSettings limits;

    SecondPassReader(UpscalerNames upscalers, LimitSettings limits) {
        this.upscalers = upscalers;
        this.limits = limits;
    }

    /** {@return the second pass of a request, if it wants one} */
    Optional<Enlargement> read(Values values, ImageSize size, List<String> notes) {
        double denoising = values.number("denoising_strength", 0, 1, DENOISING);
        if (!values.truth("enable_hr", false)) {
            return Optional.empty();
        }
        if (denoising == 0) {
            throw new InvalidRequestException(
                    "denoising_strength must be above 0 for enable_hr, got 0");
        }
        var upscaler = upscalers.read(values, "hr_upscaler", notes);
        double scale = scale(values, size, notes);
        int steps = values.whole("hr_second_pass_steps", 0, limits.maxSteps(), 0);
        if (scale <= 1) {
            notes.add("the second pass is left out: it would not enlarge the picture");
            return Optional.empty();
        }
        return Optional.of(
                new Enlargement(
                        scale,
                        denoising,
                        steps == 0 ? OptionalInt.empty() : OptionalInt.of(steps),
                        upscaler));
    }

    /** A side alone gives the scale; of both the larger scale, where A1111 would crop the rest. */
    private double scale(Values values, ImageSize size, List<String> notes) {
        int width = values.whole("hr_resize_x", 0, limits.maxSide(), 0);
        int height = values.whole("hr_resize_y", 0, limits.maxSide(), 0);
        double scale = values.number("hr_scale", 1, HighResolution.MAX_SCALE, SCALE);
        if (width == 0 && height == 0) {
            return scale;
        }
        double across = (double) width / size.width();
        double down = (double) height / size.height();
        if (width > 0 && height > 0 && across != down) {
            notes.add("hr_resize_x and hr_resize_y are covered: the picture keeps its aspect");
        }
        return Math.max(across, down);
    }
}
