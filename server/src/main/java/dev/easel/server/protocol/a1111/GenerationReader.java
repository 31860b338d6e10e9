package dev.easel.server.protocol.a1111;

import dev.easel.server.error.ApiException;
import dev.easel.server.protocol.a1111.CallerOptions.Options;
import dev.easel.server.protocol.a1111.DrawingReader.Drawn;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.web.Shown;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads requests for pictures: every value is looked at before any work. */
@Component
final class GenerationReader {
    private static final int MOST_OVERRIDES_TOLD = 3;
    private static final int LONGEST_ID = 100;

    private final FieldTable textFields = FieldTable.of("txt2img");
    private final FieldTable pictureFields = FieldTable.of("img2img");
    private final DrawingReader drawings;
    private final SizeReader sizes;
    private final SecondPassReader passes;
    private final StartReader starts;
    private final OptionReader options;
    private final InfotextFields infotexts;

    GenerationReader(
            DrawingReader drawings,
            SizeReader sizes,
            ImageReaders readers,
            OptionReader options,
            InfotextFields infotexts) {
        this.drawings = drawings;
        this.sizes = sizes;
        this.passes = readers.passes();
        this.starts = readers.starts();
        this.options = options;
        this.infotexts = infotexts;
    }

    /** The readers of what only one kind has. */
    @Component
    record ImageReaders(SecondPassReader passes, StartReader starts) {}

    /** {@return the fields of the first kind} */
    FieldTable textFields() {
        return textFields;
    }

    /** {@return the fields of the second kind} */
    FieldTable pictureFields() {
        return pictureFields;
    }

    /**
     * {@return the request for pictures of a prompt alone}
     *
     * @param set by the caller before
     * @throws dev.easel.server.request.InvalidRequestException where a value is wrong
     * @throws ApiException where something that it names is not here
     */
    Reading textToImage(ObjectNode sent, Options set) {
        var common = common(sent, set, textFields);
        var values = common.values();
        var size = sizes.read(values, common.drawn().drawing().model(), common.notes());
        var request =
                new GenerationRequest.Generate(
                        common.drawn().drawing(),
                        OptionalInt.of(size.width()),
                        OptionalInt.of(size.height()),
                        passes.read(values, size, common.notes()));
        return common.reading(request, textFields.settled(values.body()));
    }

    /**
     * {@return the request for pictures that begin from another one}
     *
     * @param set by the caller before
     * @throws dev.easel.server.request.InvalidRequestException where a value is wrong
     * @throws ApiException where something that it names is not here
     */
    Reading imageToImage(ObjectNode sent, Options set) {
        starts.requireImage(new Values(sent));
        var common = common(sent, set, pictureFields);
        var request = starts.read(common.values(), common.drawn().drawing(), common.notes());
        var fields = pictureFields.settled(common.values().body());
        if (!common.values().truth("include_init_images", false)) {
            fields.putNull("init_images").putNull("mask");
        }
        return common.reading(request, fields);
    }

    /** What both kinds have. */
    private record Common(Values values, Drawn drawn, List<String> notes) {
        Reading reading(GenerationRequest request, ObjectNode fields) {
            return new Reading(request, drawn, fields, notes);
        }
    }

    private Common common(ObjectNode sent, Options set, FieldTable table) {
        var notes = new ArrayList<>(table.notes(sent));
        var values = new Values(infotexts.filled(sent, notes));
        var _ = values.text("force_task_id", LONGEST_ID);
        var _ = values.truth("send_images", true);
        values.name("script_name")
                .filter(name -> !name.equals("None"))
                .ifPresent(name -> {
                    throw ApiException.of(
                            Refusals.UNPROCESSABLE,
                            "Script '%s' not found".formatted(Shown.of(name)));
                });
        var overrides = values.object("override_settings");
        OptionReader.unused(overrides).stream()
                .limit(MOST_OVERRIDES_TOLD)
                .forEach(name ->
                        notes.add("override_settings.%s is not used".formatted(Shown.of(name))));
        var overridden = options.read(overrides, set, notes);
        return new Common(values, drawings.read(values, overridden, notes), notes);
    }
}
