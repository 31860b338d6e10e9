package dev.easel.server.protocol.a1111;

import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What callers have set by {@code POST /sdapi/v1/options}, for each key its own. It is kept until
 * the server stops.
 */
@Component
final class CallerOptions {
    private final Map<String, Options> options = new ConcurrentHashMap<>();

    /**
     * What a caller has set.
     *
     * @param model the name of a model that is here
     * @param vae what was named, which nothing uses
     */
    record Options(Optional<String> model, String vae, OptionalInt clipSkip) {
        static final String OWN_VAE = "Automatic";
        static final Options NONE = new Options(Optional.empty(), OWN_VAE, OptionalInt.empty());

        Options withModel(String other) {
            return new Options(Optional.of(other), vae, clipSkip);
        }

        Options withVae(String other) {
            return new Options(model, other, clipSkip);
        }

        Options withClipSkip(OptionalInt other) {
            return new Options(model, vae, other);
        }
    }

    /** {@return what a caller has set} */
    Options of(String owner) {
        return options.getOrDefault(owner, Options.NONE);
    }

    /** Keeps what a caller has set. */
    void set(String owner, Options set) {
        options.put(owner, set);
    }
}
