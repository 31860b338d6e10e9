package dev.easel.server.protocol.openai;

import dev.easel.pictures.ImageFormat;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.Range;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;

/** Reads how the pictures of a request are to be handed over. */
final class OutputReader {
    private static final List<String> FORMATS = List.of("png", "jpeg", "webp");
    private static final Range COMPRESSION = Range.ofWholes(0, 100);
    private static final Range PARTIALS = Range.ofWholes(0, 3);
    private static final String URL = "url";
    private static final String TRANSPARENT = "transparent";

    private OutputReader() {}

    /**
     * How a request is answered.
     *
     * @param files whether the pictures are in the answer
     * @param links whether links to them are
     * @param stream whether bit by bit
     * @param partials how many pictures of the way are told in a stream
     */
    record Handover(Output output, boolean files, boolean links, boolean stream, int partials) {}

    static Handover read(Fields fields, List<String> notes) {
        boolean stream = fields.truth("stream").orElse(false);
        var format = fields.oneOf("response_format", List.of("b64_json", URL));
        boolean byUrl = format.filter(URL::equals).isPresent();
        boolean links = byUrl || (format.isEmpty() && isForDallE(fields));
        int partials =
                fields.number("partial_images", PARTIALS).map(BigDecimal::intValue).orElse(0);
        if (stream && byUrl) {
            notes.add("response_format url is not for streams, whose events have b64_json");
        }
        if (!stream && partials > 0) {
            notes.add("partial_images is not used: the answer is no stream");
        }
        noteWhatChangesNothing(fields, notes);
        return new Handover(
                output(fields, notes),
                stream || !byUrl,
                links && !stream,
                stream,
                stream ? partials : 0);
    }

    /** Programs that name DALL-E look for a link where they have not said what they want. */
    private static boolean isForDallE(Fields fields) {
        return fields.name("model").filter(model -> model.startsWith("dall-e-")).isPresent();
    }

    private static Output output(Fields fields, List<String> notes) {
        var format =
                fields.oneOf("output_format", FORMATS).map(ImageFormat::of).orElse(ImageFormat.PNG);
        var compression =
                fields.number("output_compression", COMPRESSION).map(BigDecimal::intValue);
        if (format == ImageFormat.PNG && compression.filter(c -> c < 100).isPresent()) {
            notes.add("output_compression is not used: a PNG loses nothing");
        }
        return new Output(format, compression.map(OptionalInt::of).orElseGet(OptionalInt::empty));
    }

    private static void noteWhatChangesNothing(Fields fields, List<String> notes) {
        fields.oneOf("background", List.of("auto", "opaque", TRANSPARENT))
                .filter(TRANSPARENT::equals)
                .ifPresent(_ -> notes.add("background is opaque: no model here draws another"));
        fields.oneOf("moderation", List.of("auto", "low"))
                .ifPresent(_ -> notes.add("moderation is not used: nothing is filtered here"));
        fields.oneOf("input_fidelity", List.of("low", "high"))
                .ifPresent(
                        _ -> notes.add("input_fidelity is not used: strength says how much stays"));
        var _ = fields.text("user"); // a string, which nothing here needs
    }
}
