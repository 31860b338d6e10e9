package dev.easel.server.protocol.a1111;

import dev.easel.pipeline.SamplerNames;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;
import dev.easel.server.error.ApiException;
import dev.easel.server.web.Shown;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A sampler and its schedule, by A1111's names: {@code DPM++ 2M Karras}, {@code k_euler_a}. */
record SamplerChoice(Samplers sampler, SigmaSpacing spacing) {
    private static final String USUAL = "Euler";
    private static final String AUTOMATIC = "automatic";

    /** Further names of k-diffusion's, which A1111 takes. */
    private static final Map<String, String> ALIASES =
            Map.of(
                    "k_euler_a", "Euler a",
                    "k_dpm_2_a", "DPM2 a",
                    "k_dpmpp_2s_a", "DPM++ 2S a");

    /** Schedules that A1111 has and Easel does not. */
    private static final List<String> OTHER_SCHEDULES =
            List.of(
                    " sgm uniform",
                    " uniform",
                    " polyexponential",
                    " kl optimal",
                    " align your steps",
                    " simple",
                    " normal",
                    " beta",
                    " automatic");

    /**
     * {@return what a request names}
     *
     * @param notes is told what is not there
     * @throws ApiException 400 for an unknown sampler
     */
    static SamplerChoice read(Values values, List<String> notes) {
        String name =
                values.name("sampler_name").or(() -> values.name("sampler_index")).orElse(USUAL);
        var found = find(name).or(() -> withoutOtherSchedule(name, notes));
        var named =
                found.orElseThrow(() ->
                        ApiException.of(
                                400,
                                "Sampler not found: sampler_name must be one of %s, got %s"
                                        .formatted(String.join(", ", names()), Shown.of(name))));
        var spacing =
                named.spacing()
                        .or(() -> values.name("scheduler").flatMap(it -> spacing(it, notes)))
                        .orElse(SigmaSpacing.DEFAULT);
        return new SamplerChoice(named.sampler(), spacing);
    }

    private static Optional<SamplerNames.Named> find(String name) {
        return SamplerNames.find(ALIASES.getOrDefault(name.toLowerCase(Locale.ROOT), name));
    }

    private static Optional<SamplerNames.Named> withoutOtherSchedule(
            String name, List<String> notes) {
        String lower = name.toLowerCase(Locale.ROOT);
        var schedule = OTHER_SCHEDULES.stream().filter(lower::endsWith).findFirst();
        var named =
                schedule.flatMap(
                        it -> find(name.substring(0, name.length() - it.length()).strip()));
        named.ifPresent(_ -> spacing(schedule.orElse(AUTOMATIC).strip(), notes));
        return named;
    }

    private static Optional<SigmaSpacing> spacing(String schedule, List<String> notes) {
        return switch (schedule.strip().toLowerCase(Locale.ROOT)) {
            case AUTOMATIC -> Optional.empty();
            case "karras" -> Optional.of(SigmaSpacing.KARRAS);
            case "exponential" -> Optional.of(SigmaSpacing.EXPONENTIAL);
            default -> {
                notes.add(
                        "scheduler %s is not here: the sampler's own is used"
                                .formatted(Shown.of(schedule)));
                yield Optional.empty();
            }
        };
    }

    /** {@return the names of all samplers} */
    static List<String> names() {
        return Arrays.stream(Samplers.values()).map(SamplerNames::of).toList();
    }

    /** {@return the settings with them} */
    SamplingSettings applyTo(SamplingSettings settings) {
        return settings.withSampler(sampler).withSpacing(spacing);
    }
}
