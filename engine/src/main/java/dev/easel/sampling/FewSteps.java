package dev.easel.sampling;

import java.util.Locale;
import java.util.Optional;

/**
 * That a model, or an adapter, is made to draw in a few steps, and what it draws best with.
 *
 * @param sampler that it was distilled for
 * @param steps 1 to 12
 * @param guidanceScale at 1 or below there is no guidance
 * @param reason why it is taken for this, the end of a sentence
 */
public record FewSteps(
        Kind kind, Samplers sampler, int steps, double guidanceScale, String reason) {
    /** What Hyper-SD's files with CFG in their names are made for, at the least. */
    private static final double PRESERVED_GUIDANCE = 5;

    /** How a model was distilled. */
    public enum Kind {
        /** Sauer et al. 2023, "Adversarial Diffusion Distillation": SD-Turbo and SDXL-Turbo. */
        TURBO(Samplers.EULER_ANCESTRAL_TRAILING, 4),
        /** Lin et al. 2024, "SDXL-Lightning: Progressive Adversarial Diffusion Distillation". */
        LIGHTNING(Samplers.EULER_TRAILING, 4),
        /** Ren et al. 2024, "Hyper-SD: Trajectory Segmented Consistency Model". */
        HYPER(Samplers.TCD, 8),
        /** Luo et al. 2023, "Latent Consistency Models". */
        LCM(Samplers.LCM, 4),
        /** Zheng et al. 2024, "Trajectory Consistency Distillation". */
        TCD(Samplers.TCD, 4);

        private final Samplers sampler;
        private final int steps;

        Kind(Samplers sampler, int steps) {
            this.sampler = sampler;
            this.steps = steps;
        }

        /** {@return what people call it, in lower case} */
        public String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return what a kind draws best with} */
    public static FewSteps of(Kind kind) {
        return of(kind, "", "as was asked for");
    }

    /**
     * {@return what a kind draws best with}
     *
     * @param name of the model's or adapter's file, which may tell its steps ({@code 4step}), and
     *     of Hyper-SD that it keeps guidance ({@code CFG})
     * @param reason why it is of this kind, the end of a sentence
     */
    public static FewSteps of(Kind kind, String name, String reason) {
        var told = FewStepName.of(name);
        boolean guided = kind == Kind.HYPER && told.keepsGuidance();
        return new FewSteps(
                kind,
                kind.sampler,
                told.steps().orElse(kind.steps),
                guided ? PRESERVED_GUIDANCE : 1,
                reason);
    }

    /**
     * {@return what the name of a file without its extension, or of a folder, tells: of a model or
     * of an adapter such as a LoRA}
     */
    public static Optional<FewSteps> named(String name) {
        return FewStepName.of(name).kind().map(kind -> of(kind, name, "its name says so"));
    }

    /** {@return whether its network predicts the clean latents: SDXL-Lightning of one step does} */
    public boolean predictsSample() {
        return kind == Kind.LIGHTNING && steps == 1;
    }

    /** {@return the same with another sampler} */
    public FewSteps withSampler(Samplers other) {
        return new FewSteps(kind, other, steps, guidanceScale, reason);
    }

    /** {@return the same with another guidance} */
    public FewSteps withGuidanceScale(double other) {
        return new FewSteps(kind, sampler, steps, other, reason);
    }

    /** {@return the same for another reason, the end of a sentence} */
    public FewSteps withReason(String other) {
        return new FewSteps(kind, sampler, steps, guidanceScale, other);
    }

    /** {@return what it is and why, for people} */
    public String sentence(String name) {
        return "%s is taken for a few-step model of the kind %s: %s"
                .formatted(name, kind.title(), reason);
    }
}
