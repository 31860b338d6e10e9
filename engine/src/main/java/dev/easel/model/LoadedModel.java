package dev.easel.model;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.ModelChanges;
import dev.easel.checkpoint.ModelTensors;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.LayerKernels;

import java.util.Optional;

/**
 * The components of one model. Immutable until it is closed, so any number of threads may use it.
 *
 * <p>It owns the weights of the components that are loaded.
 */
public final class LoadedModel implements AutoCloseable {
    private final String name;
    private final ModelDesign design;
    private final Components components;
    private final Execution execution;
    private final ParameterStore store;

    /**
     * What a picture passes through.
     *
     * @param depth of models that are guided by depth
     * @param changeable what adapters change, where they can be put on
     */
    public record Components(
            Component<TextStage> text,
            Component<Backbone> backbone,
            Component<LatentCodec> codec,
            Optional<Component<DepthStage>> depth,
            Optional<ChangeableWeights> changeable) {
        /** Components that take no adapters. */
        public Components(
                Component<TextStage> text,
                Component<Backbone> backbone,
                Component<LatentCodec> codec,
                Optional<Component<DepthStage>> depth) {
            this(text, backbone, codec, depth, Optional.empty());
        }
    }

    /**
     * A model of these components.
     *
     * @param store owns the weights of those that are loaded, and is closed with the model
     */
    public LoadedModel(
            String name,
            ModelDesign design,
            Components components,
            Execution execution,
            ParameterStore store) {
        this.name = name;
        this.design = design;
        this.components = components;
        this.execution = execution;
        this.store = store;
    }

    public String name() {
        return name;
    }

    /** {@return what is known of it without its weights} */
    public ModelDesign design() {
        return design;
    }

    public Component<TextStage> text() {
        return components.text();
    }

    public Component<Backbone> backbone() {
        return components.backbone();
    }

    public Component<LatentCodec> codec() {
        return components.codec();
    }

    /** {@return the depth estimator, where the model has one} */
    public Optional<Component<DepthStage>> depth() {
        return components.depth();
    }

    /**
     * {@return the tensors that adapters may change}
     *
     * @throws IllegalArgumentException where the model takes none
     * @throws CheckpointException where a file is missing or broken by now
     */
    public ModelTensors tensors() {
        return changeable().tensors();
    }

    /**
     * {@return the same model with changed weights, to be closed before this one} It shares with
     * this one what is not changed.
     *
     * @throws IllegalArgumentException where the model takes no changes
     * @throws CheckpointException where a file is missing or broken by now
     */
    public LoadedModel changed(ModelChanges changes) {
        var owner = new ParameterStore();
        try {
            return new LoadedModel(
                    name, design, changeable().with(changes, owner), execution, owner);
        } catch (RuntimeException | Error e) {
            owner.close();
            throw e;
        }
    }

    private ChangeableWeights changeable() {
        return components
                .changeable()
                .orElseThrow(() ->
                        new IllegalArgumentException("the model " + name + " takes no adapters"));
    }

    /** {@return how it computes} */
    public Execution execution() {
        return execution;
    }

    public Device device() {
        return execution.placement().device();
    }

    /** {@return the turns that it takes on its device} */
    public DeviceTurns turns() {
        return execution.turns();
    }

    /** {@return what computes its layers} */
    public LayerKernels kernels() {
        return execution.placement().kernels();
    }

    /** {@return the type of most numbers that it computes with} */
    public DType dtype() {
        return execution.placement().dtype();
    }

    /** {@return the numbers that the backbone computes with, never {@link Precision#AUTO}} */
    public Precision precision() {
        return Precision.of(execution.placement());
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
