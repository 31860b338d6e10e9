package dev.easel.model;

import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.depth.DepthEstimator;
import dev.easel.net.unet.UNet;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.LayerKernels;
import dev.easel.text.clip.PromptEncoder;
import dev.easel.vae.Autoencoder;

import java.util.Optional;

/**
 * The parts of one model. Immutable until it is closed, so any number of threads may use it.
 *
 * <p>It owns the weights of the parts that are loaded.
 */
public final class LoadedModel implements AutoCloseable {
    private final String name;
    private final ModelDesign design;
    private final Parts parts;
    private final Placement placement;
    private final ParameterStore store;

    /**
     * What a picture passes on its way.
     *
     * @param depthEstimator of models that are led by depth
     */
    public record Parts(
            Component<PromptEncoder> promptEncoder,
            Component<UNet> unet,
            Component<Autoencoder> vae,
            Optional<Component<DepthEstimator>> depthEstimator) {}

    /**
     * A model of these parts.
     *
     * @param store owns the weights of those that are loaded, and is closed with the model
     */
    public LoadedModel(
            String name,
            ModelDesign design,
            Parts parts,
            Placement placement,
            ParameterStore store) {
        this.name = name;
        this.design = design;
        this.parts = parts;
        this.placement = placement;
        this.store = store;
    }

    public String name() {
        return name;
    }

    /** {@return what its configurations say} */
    public ModelDesign design() {
        return design;
    }

    public Component<PromptEncoder> promptEncoder() {
        return parts.promptEncoder();
    }

    public Component<UNet> unet() {
        return parts.unet();
    }

    public Component<Autoencoder> vae() {
        return parts.vae();
    }

    public Optional<Component<DepthEstimator>> depthEstimator() {
        return parts.depthEstimator();
    }

    public Device device() {
        return placement.device();
    }

    /** {@return what computes its layers} */
    public LayerKernels kernels() {
        return placement.kernels();
    }

    /** {@return the type of most numbers that it computes with} */
    public DType dtype() {
        return placement.dtype();
    }

    /** {@return the numbers that the UNet computes with, never {@link Precision#AUTO}} */
    public Precision precision() {
        return Precision.of(placement);
    }

    /** {@return the bytes of the weights that are in memory between two pictures} */
    public long bytes() {
        return store.bytes();
    }

    @Override
    public void close() {
        store.close();
    }
}
