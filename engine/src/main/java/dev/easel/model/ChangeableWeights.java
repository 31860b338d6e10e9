package dev.easel.model;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.ModelChanges;
import dev.easel.checkpoint.ModelTensors;
import dev.easel.checkpoint.ParameterStore;

/** The weights of a model, of which its components can be made again with changes. Thread-safe. */
public interface ChangeableWeights {
    /**
     * {@return the tensors that can be changed}
     *
     * @throws CheckpointException where a file is missing or broken by now
     */
    ModelTensors tensors();

    /**
     * {@return the components with changes} They share with the unchanged ones what is not changed.
     *
     * @param owner of what is made for them
     * @throws CheckpointException where a file is missing or broken by now
     */
    LoadedModel.Components with(ModelChanges changes, ParameterStore owner);
}
