package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.sampling.FewSteps;
import dev.easel.sampling.FewSteps.Kind;
import dev.easel.sampling.Prediction;
import dev.easel.sampling.Samplers;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What tells that a model is made for a few steps. */
record FewStepSources(ModelFiles files) {
    /** What those who made LCM's networks that are told the guidance draw with. */
    private static final double TOLD_GUIDANCE = 8;

    /**
     * {@return what tells it first: the caller, {@code easel.json}, the scheduler's class and
     * spacing, the UNet's embedding of the guidance, or the model's name}
     *
     * @throws dev.easel.checkpoint.CheckpointException where a configuration is missing or broken
     */
    Optional<FewSteps> find(Optional<Kind> asked) {
        Stream<Supplier<Optional<FewSteps>>> sources =
                Stream.of(
                        () -> asked.map(kind -> of(kind, "as was asked for")),
                        () -> files.preferred().flatMap(this::recommended),
                        this::scheduled,
                        this::told,
                        () -> FewSteps.named(files.name()));
        return sources.flatMap(source -> source.get().stream())
                .findFirst()
                .map(found ->
                        isToldGuidance() && found.kind() == Kind.LCM
                                ? found.withGuidanceScale(TOLD_GUIDANCE)
                                : found);
    }

    private FewSteps of(Kind kind, String reason) {
        return FewSteps.of(kind, files.name(), reason);
    }

    private Optional<FewSteps> recommended(JsonConfig file) {
        String key = "fewSteps";
        return file.findString(key)
                .map(name ->
                        Arrays.stream(Kind.values())
                                .filter(kind -> kind.title().equals(name))
                                .findFirst()
                                .orElseThrow(() -> file.mismatch(key, "one of " + kinds())))
                .map(kind -> of(kind, "easel.json says so"));
    }

    private static String kinds() {
        return Arrays.stream(Kind.values()).map(Kind::title).collect(Collectors.joining(", "));
    }

    private Optional<FewSteps> scheduled() {
        var scheduler = files.settings("scheduler", "scheduler_config.json");
        String name = scheduler.findString("_class_name").orElse("");
        boolean trailing =
                scheduler.findString("timestep_spacing").filter("trailing"::equals).isPresent()
                        // Models of velocity have it so that they begin with pure noise.
                        && Prediction.read(scheduler) != Prediction.V_PREDICTION;
        String reason = "its scheduler is " + name;
        return switch (name) {
            case "LCMScheduler" -> Optional.of(of(Kind.LCM, reason));
            case "TCDScheduler" -> Optional.of(of(Kind.TCD, reason));
            case "EulerAncestralDiscreteScheduler" ->
                    trailing
                            ? Optional.of(of(Kind.TURBO, reason + " with trailing timesteps"))
                            : Optional.empty();
            case "EulerDiscreteScheduler" ->
                    trailing
                            ? Optional.of(
                                    of(kindOfEuler(), reason + " with trailing timesteps")
                                            .withSampler(Samplers.EULER_TRAILING))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** SD-Turbo and Hyper-SD are published with the scheduler of SDXL-Lightning. */
    private Kind kindOfEuler() {
        return FewSteps.named(files.name())
                .map(FewSteps::kind)
                .filter(kind -> kind == Kind.TURBO || kind == Kind.HYPER)
                .orElse(Kind.LIGHTNING);
    }

    private Optional<FewSteps> told() {
        return isToldGuidance()
                ? Optional.of(of(Kind.LCM, "its UNet is told the guidance (time_cond_proj_dim)"))
                : Optional.empty();
    }

    private boolean isToldGuidance() {
        return files.config("unet").has("time_cond_proj_dim");
    }
}
