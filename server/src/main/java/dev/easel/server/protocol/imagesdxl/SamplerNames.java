package dev.easel.server.protocol.imagesdxl;

import dev.easel.sampling.Samplers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page's ten samplers. What the engine learns beyond them does not change this protocol. */
final class SamplerNames {
    private static final Map<String, Samplers> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("DDIM", Samplers.DDIM);
        BY_NAME.put("DDPM", Samplers.DDPM);
        BY_NAME.put("K_DPMPP_2M", Samplers.K_DPMPP_2M);
        BY_NAME.put("K_DPMPP_2S_ANCESTRAL", Samplers.K_DPMPP_2S_ANCESTRAL);
        BY_NAME.put("K_DPM_2", Samplers.K_DPM_2);
        BY_NAME.put("K_DPM_2_ANCESTRAL", Samplers.K_DPM_2_ANCESTRAL);
        BY_NAME.put("K_EULER", Samplers.K_EULER);
        BY_NAME.put("K_EULER_ANCESTRAL", Samplers.K_EULER_ANCESTRAL);
        BY_NAME.put("K_HEUN", Samplers.K_HEUN);
        BY_NAME.put("K_LMS", Samplers.K_LMS);
    }

    /** In the order of the page. */
    static final List<String> ALL = List.copyOf(BY_NAME.keySet());

    private SamplerNames() {}

    /** {@return the sampler of a name; without a name the model chooses} */
    static Optional<Samplers> sampler(Optional<String> name) {
        return name.map(BY_NAME::get);
    }
}
