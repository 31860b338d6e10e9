package dev.easel.server.protocol.a1111;

import dev.easel.pipeline.ParameterRange;
import dev.easel.server.protocol.a1111.CallerOptions.Options;
import dev.easel.server.web.Shown;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads options: those that a caller sets, and those that one request overrides. */
@Component
final class OptionReader {
    static final String MODEL = "sd_model_checkpoint";
    static final String VAE = "sd_vae";
    static final String CLIP_SKIP = "CLIP_stop_at_last_layers";

    private static final int LONGEST_NAME = 200;

    private final ModelTitles models;

    OptionReader(ModelTitles models) {
        this.models = models;
    }

    /**
     * {@return the options with those of an object; what is unknown there changes nothing}
     *
     * @param notes is told what is not as it was sent
     * @throws dev.easel.server.error.ApiException 404 where a model is not here
     * @throws dev.easel.server.request.InvalidRequestException where a value is wrong
     */
    Options read(ObjectNode sent, Options before, List<String> notes) {
        var values = new Values(sent);
        var options = before;
        var title = values.name(MODEL);
        if (title.isPresent()) {
            var meant = models.find(title.get());
            meant.note().ifPresent(notes::add);
            options = options.withModel(meant.name());
        }
        var vae = values.text(VAE, LONGEST_NAME);
        if (!vae.isEmpty()) {
            if (!vae.equals(Options.OWN_VAE) && !vae.equals("None") && !vae.equals(before.vae())) {
                notes.add("sd_vae %s is not used: the model's own is".formatted(Shown.of(vae)));
            }
            options = options.withVae(Shown.of(vae));
        }
        if (sent.hasNonNull(CLIP_SKIP)) {
            int most = (int) ParameterRange.CLIP_SKIP.most();
            int layer = values.whole(CLIP_SKIP, 1, most, 1);
            options =
                    options.withClipSkip(layer == 1 ? OptionalInt.empty() : OptionalInt.of(layer));
        }
        return options;
    }

    /** {@return the names of what an object overrides that changes nothing here} */
    static List<String> unused(ObjectNode overrides) {
        var names = new ArrayList<>(overrides.propertyNames());
        names.removeAll(List.of(MODEL, VAE, CLIP_SKIP));
        return List.copyOf(names);
    }
}
