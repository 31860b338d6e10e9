package dev.easel.sampling;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.golden.Golden;
import dev.easel.tensor.Tensor;

/** One trajectory of the golden data, its tensors read into the innermost scope. */
record GoldenRun(JsonConfig json, SafetensorsFile file) {
    Samplers sampler() {
        return Samplers.valueOf(json.string("sampler"));
    }

    Sigmas sigmas(NoiseSchedule schedule) {
        int steps = json.integer("steps");
        int first = json.findInteger("first_step").orElse(0);
        var spacing =
                json.string("task").equals("karras") ? SigmaSpacing.KARRAS : SigmaSpacing.DEFAULT;
        double eta = json.findNumber("eta").orElse(0.0);
        return sampler()
                .sigmas(schedule, steps, spacing)
                .withEta(eta, schedule)
                .tail(steps - first);
    }

    Tensor start(Sigmas sigmas) {
        Tensor noise = Golden.read(file, "start_noise");
        return json.string("task").equals("img2img")
                ? Golden.read(file, "clean").add(noise.mul(sigmas.at(0)))
                : noise.mul(sigmas.initialScale());
    }

    NoiseSource noise() {
        Tensor noise = Golden.read(file, "noise");
        int[] drawn = {0};
        return () -> entry(noise, drawn[0]++);
    }

    /** DDPM's last draw, which the golden data count, has a factor of 1e-10. */
    int noiseUsed() {
        int used = json.integer("noise_used");
        return sampler() == Samplers.DDPM ? used - 1 : used;
    }

    /** {@return the golden latents after {@code steps} steps, in their scheduler's own space} */
    Tensor x(int steps) {
        return entry(Golden.read(file, json.string("key") + "/x"), steps);
    }

    /** {@return {@code x} of k-diffusion's space in the space of the golden latents} */
    Tensor inOwnSpace(Tensor x, double sigma) {
        return isScaled(sampler()) ? x.div(Math.sqrt(1 + sigma * sigma)) : x;
    }

    /** {@return whether the golden latents of a sampler are brought to a variance of 1} */
    static boolean isScaled(Samplers sampler) {
        return switch (sampler) {
            case DDIM, DDPM, LCM, TCD -> true;
            default -> false;
        };
    }

    boolean hasModelOutput() {
        return file.keys().contains(json.string("key") + "/model_output");
    }

    Tensor modelOutput(int step) {
        return entry(Golden.read(file, json.string("key") + "/model_output"), step);
    }

    @Override
    public String toString() {
        return json.string("key");
    }

    private static Tensor entry(Tensor tensors, int i) {
        return tensors.narrow(0, i, 1)
                .reshape(tensors.shape().sizes().stream().skip(1).mapToLong(s -> s).toArray());
    }
}
