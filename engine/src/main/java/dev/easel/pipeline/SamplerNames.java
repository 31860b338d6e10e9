package dev.easel.pipeline;

import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of the samplers in other programs: in AUTOMATIC1111's web UI and in ComfyUI. */
public final class SamplerNames {
    private static final List<SigmaSpacing> SAID =
            List.of(SigmaSpacing.KARRAS, SigmaSpacing.EXPONENTIAL);

    private SamplerNames() {}

    /**
     * A sampler as a name says it.
     *
     * @param spacing of the noise levels, where the name says it, as in {@code DPM++ 2M Karras}
     */
    public record Named(Samplers sampler, Optional<SigmaSpacing> spacing) {}

    /** {@return the names of {@link Samplers}} */
    public static List<String> own() {
        return Arrays.stream(Samplers.values()).map(Samplers::name).toList();
    }

    /**
     * {@return the sampler of a name, in upper or lower case} It is one of {@link Samplers},
     * A1111's ({@code DPM++ 2M}), also with a spacing behind it ({@code DPM++ 2M Karras}), or
     * ComfyUI's ({@code dpmpp_2m}).
     */
    public static Optional<Named> find(String name) {
        String given = name.strip();
        return sampler(given)
                .map(sampler -> new Named(sampler, Optional.empty()))
                .or(() ->
                        SAID.stream()
                                .flatMap(spacing -> withSpacing(given, spacing).stream())
                                .findFirst());
    }

    private static Optional<Named> withSpacing(String name, SigmaSpacing spacing) {
        String suffix = " " + spacing.name().toLowerCase(Locale.ROOT);
        return name.toLowerCase(Locale.ROOT).endsWith(suffix)
                ? sampler(name.substring(0, name.length() - suffix.length()).strip())
                        .map(sampler -> new Named(sampler, Optional.of(spacing)))
                : Optional.empty();
    }

    private static Optional<Samplers> sampler(String name) {
        return Arrays.stream(Samplers.values())
                .filter(sampler ->
                        sampler.name().equalsIgnoreCase(name)
                                || sampler.name().equalsIgnoreCase("K_" + name)
                                || of(sampler).equalsIgnoreCase(name))
                .findFirst();
    }

    /** {@return the name that A1111's users know} */
    public static String of(Samplers sampler) {
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
