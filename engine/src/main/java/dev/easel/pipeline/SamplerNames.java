package dev.easel.pipeline;

import dev.easel.sampling.Samplers;

/** The names of the samplers in AUTOMATIC1111's web UI, which picture recipes use. */
final class SamplerNames {
    private SamplerNames() {}

    static String of(Samplers sampler) {
        return switch (sampler) {
            case DDIM -> "DDIM";
            case DDPM -> "DDPM";
            case K_DPMPP_2M -> "DPM++ 2M";
            case K_DPMPP_2S_ANCESTRAL -> "DPM++ 2S a";
            case K_DPM_2 -> "DPM2";
            case K_DPM_2_ANCESTRAL -> "DPM2 a";
            case K_EULER -> "Euler";
            case K_EULER_ANCESTRAL -> "Euler a";
            case K_HEUN -> "Heun";
            case K_LMS -> "LMS";
            case EULER_DISCRETE -> "Euler (diffusers)";
            case LCM -> "LCM";
            case TCD -> "TCD";
            case EULER_TRAILING -> "Euler (trailing)";
            case EULER_ANCESTRAL_TRAILING -> "Euler a (trailing)";
        };
    }
}
