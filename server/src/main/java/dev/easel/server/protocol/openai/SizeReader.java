package dev.easel.server.protocol.openai;

import dev.easel.pipeline.ImageSize;
import dev.easel.server.fields.Fields;
import dev.easel.server.models.Choice;
import dev.easel.server.request.GenerationRequest.Fit;
import dev.easel.server.request.GenerationRequest.Frame;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.request.SentImage;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads sizes, and brings them to what a model can make. */
@Component
final class SizeReader {
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");
    private static final String AUTO = "auto";

    private final LimitSettings limits;

    SizeReader(LimitSettings limits) {
        this.limits = limits;
    }

    /** {@return the size that is asked for, as the model can make it; absent where it is open} */
    Optional<ImageSize> read(Fields fields, Choice choice, List<String> notes) {
        return fields.name("size")
                .filter(text -> !text.equals(AUTO))
                .map(text -> {
                    var sides = SIZE.matcher(text);
                    if (!sides.matches()) {
                        throw Fields.wrong("size", "auto or WIDTHxHEIGHT in pixels", text);
                    }
                    var size =
                            fitted(
                                    Integer.parseInt(sides.group(1)),
                                    Integer.parseInt(sides.group(2)),
                                    choice);
                    if (!size.toString().equals(text)) {
                        notes.add("size %s is made as %s".formatted(text, size));
                    }
                    return size;
                });
    }

    /** {@return the frame of pictures that begin from another one; absent where it has the size} */
    Optional<Frame> frame(Optional<ImageSize> size, SentImage image, List<String> notes) {
        return size.filter(s -> s.width() != image.width() || s.height() != image.height())
                .map(s -> {
                    long over = (long) s.width() * image.height();
                    if (over != (long) s.height() * image.width()) {
                        notes.add(
                                "the picture of %dx%d is cropped to the aspect of %s"
                                        .formatted(image.width(), image.height(), s));
                    }
                    return new Frame(s.width(), s.height(), Fit.CROP);
                });
    }

    /** {@return the size that the model draws best, within the limits} */
    ImageSize usual(Choice choice) {
        var own = choice.defaults(List.of()).size();
        return fitted(own.width(), own.height(), choice);
    }

    /** {@return the nearest size that the model can make} */
    ImageSize fitted(int width, int height, Choice choice) {
        var size = limits.fitting(choice.multiple()).fit(width, height);
        return new ImageSize(size.width(), size.height());
    }
}
