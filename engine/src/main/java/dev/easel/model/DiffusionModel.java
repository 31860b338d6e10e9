package dev.easel.model;

import dev.easel.checkpoint.ParameterStore;
import dev.easel.sampling.NoiseSchedule;
import dev.easel.sampling.Prediction;
import dev.easel.tensor.Device;
import dev.easel.text.PromptEncoder;
import dev.easel.unet.UNet;
import dev.easel.vae.Autoencoder;

/**
 * The parts of one loaded model. Immutable until it is closed, so any number of threads may use it.
 *
 * <p>It owns the weights of all its parts.
 */
public final class DiffusionModel implements AutoCloseable {
    private final String name;
    private final Parts parts;
    private final Device device;
    private final ParameterStore store;

    /** What a picture passes on its way. */
    public record Parts(
            PromptEncoder promptEncoder,
            UNet unet,
            Autoencoder vae,
            NoiseSchedule schedule,
            Prediction prediction) {}

    /**
     * A model of these parts.
     *
     * @param store owns their weights, and is closed with the model
     */
    public DiffusionModel(String name, Parts parts, Device device, ParameterStore store) {
        this.name = name;
        this.parts = parts;
        this.device = device;
        this.store = store;
    }

    public String name() {
        return name;
    }

    public PromptEncoder promptEncoder() {
        return parts.promptEncoder();
    }

    public UNet unet() {
        return parts.unet();
    }

    public Autoencoder vae() {
        return parts.vae();
    }

    public NoiseSchedule schedule() {
        return parts.schedule();
    }

    /** {@return what the UNet predicts} */
    public Prediction prediction() {
        return parts.prediction();
    }

    public Device device() {
        return device;
    }

    /** {@return the bytes that the weights take} */
    public long bytes() {
        return store.bytes();
    }

    @Override
    public void close() {
        store.close();
    }
}
