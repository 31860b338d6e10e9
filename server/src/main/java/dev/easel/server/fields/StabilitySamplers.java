package dev.easel.server.fields;

import dev.easel.sampling.Samplers;
import dev.easel.server.request.InvalidRequestException;

import java.util.List;
import java.util.Optional;

/**
 * The ten samplers of Stability's interface, which are the page's too. What the engine learns
 * beyond them changes neither.
 */
public final class StabilitySamplers {
    private static final List<Samplers> TEN =
            List.of(
                    Samplers.DDIM,
                    Samplers.DDPM,
                    Samplers.K_DPMPP_2M,
                    Samplers.K_DPMPP_2S_ANCESTRAL,
                    Samplers.K_DPM_2,
                    Samplers.K_DPM_2_ANCESTRAL,
                    Samplers.K_EULER,
                    Samplers.K_EULER_ANCESTRAL,
                    Samplers.K_HEUN,
                    Samplers.K_LMS);

    /** Their names, in the order of the page. */
    public static final List<String> ALL = TEN.stream().map(Samplers::name).toList();

    private StabilitySamplers() {}

    /**
     * {@return the one that a request names}
     *
     * @throws InvalidRequestException where the field {@code sampler} names another
     */
    public static Optional<Samplers> read(Fields fields) {
        return fields.oneOf("sampler", ALL).map(Samplers::valueOf);
    }
}
