package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.fields.LoraFields;

import org.springframework.stereotype.Component;

import java.util.Set;

/**
 * What a request may have beyond the parameters of the API's page. It is read where the setting
 * {@code extensions} is on; else such a key is unknown, as any other.
 */
@Component
final class Extensions {
    /** Whether events have previews. */
    static final String PREVIEW = "preview";

    /** Which LoRAs are put on the model. */
    static final String LORAS = LoraFields.NAME;

    private static final Set<String> KEYS = Set.of(PREVIEW, LORAS);

    private final boolean on;

    Extensions(ExtensionSettings settings) {
        this.on = settings.extensions();
    }

    /** {@return whether requests may have more} */
    boolean areOn() {
        return on;
    }

    /** {@return whether a key of a request is one of them, and is read} */
    boolean reads(String key) {
        return on && KEYS.contains(key);
    }
}
