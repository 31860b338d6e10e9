package dev.easel.pipeline;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.model.DeviceTurns;
import dev.easel.model.Execution;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.tensor.Device;
import dev.easel.tensor.LayerKernels;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a model is loaded.
 *
 * @param kernels what computes its layers on the device; models may share them
 * @param turns that it takes on the device, by default those that all models of this process share
 * @param loras that prompts name as {@code <lora:fox:0.8>}, and embeddings, which are named by
 *     their words; without them that is text as any other
 * @param previewDecoders finds the safetensors file of a tiny decoder by its name, such as
 *     "taesd_decoder", where it is not in the model's own folder
 */
public record GeneratorOptions(
        Precision precision,
        Device device,
        Offload offload,
        LayerKernels kernels,
        DeviceTurns turns,
        Optional<NamedLoras> loras,
        Function<String, Optional<Path>> previewDecoders) {
    /**
     * Checks that the turns are of the device.
     *
     * @throws IllegalArgumentException where they are another's
     */
    public GeneratorOptions {
        turns.requireOf(device);
    }

    /** Options for prompts that name no LoRAs, and without tiny decoders. */
    public GeneratorOptions(
            Precision precision,
            Device device,
            Offload offload,
            LayerKernels kernels,
            DeviceTurns turns) {
        this(precision, device, offload, kernels, turns, Optional.empty(), _ -> Optional.empty());
    }

    /** {@return the device that computes the fastest, with the precision that suits it} */
    public static GeneratorOptions defaults() {
        return on(Device.best(), Precision.AUTO, Offload.NONE);
    }

    private static GeneratorOptions on(Device device, Precision precision, Offload offload) {
        var turns = DeviceTurns.shared(device);
        return new GeneratorOptions(precision, device, offload, DeviceKernels.best(turns), turns);
    }

    public GeneratorOptions withPrecision(Precision other) {
        return new GeneratorOptions(other, device, offload, kernels, turns, loras, previewDecoders);
    }

    /** {@return the same on a device, with new kernels and the shared turns where it is another} */
    public GeneratorOptions withDevice(Device other) {
        return other.equals(device)
                ? this
                : on(other, precision, offload)
                        .withLoras(loras)
                        .withPreviewDecoders(previewDecoders);
    }

    /**
     * {@return the same with the model's weights in memory all the time or component by component}
     */
    public GeneratorOptions withOffload(Offload other) {
        return new GeneratorOptions(
                precision, device, other, kernels, turns, loras, previewDecoders);
    }

    /** {@return the same with other kernels, for the same device} */
    public GeneratorOptions withKernels(LayerKernels other) {
        return new GeneratorOptions(
                precision, device, offload, other, turns, loras, previewDecoders);
    }

    /**
     * {@return the same with other turns on the same device, so that this model and those of other
     * turns compute side by side} Kernels that measure in these turns too are those of {@link
     * DeviceKernels#best(DeviceTurns)}.
     *
     * @throws IllegalArgumentException where they are of another device
     */
    public GeneratorOptions withTurns(DeviceTurns other) {
        return new GeneratorOptions(
                precision, device, offload, kernels, other, loras, previewDecoders);
    }

    /** {@return the same where prompts may name these LoRAs} */
    public GeneratorOptions withLoras(NamedLoras others) {
        return withLoras(Optional.of(others));
    }

    private GeneratorOptions withLoras(Optional<NamedLoras> others) {
        return new GeneratorOptions(
                precision, device, offload, kernels, turns, others, previewDecoders);
    }

    /** {@return the same with tiny decoders for previews, found by their names} */
    public GeneratorOptions withPreviewDecoders(Function<String, Optional<Path>> other) {
        return new GeneratorOptions(precision, device, offload, kernels, turns, loras, other);
    }

    /**
     * {@return what weights are converted to, and what computes with them}
     *
     * @throws IllegalArgumentException where the kernels do not have the precision
     */
    public Placement placement() {
        return precision.placement(device, kernels);
    }

    /**
     * {@return how a model computes that is loaded so}
     *
     * @throws IllegalArgumentException where the kernels do not have the precision
     */
    public Execution execution() {
        return new Execution(placement(), turns);
    }
}
