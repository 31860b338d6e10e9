package dev.easel.checkpoint;

/** What is changed in the weights of a model, part by part. Immutable. */
public interface ModelChanges {
    /**
     * {@return whether something is changed in a part}
     *
     * @param part as diffusers calls it, such as {@code unet}
     */
    boolean touches(String part);

    /**
     * {@return the changes of a part, to be closed}
     *
     * @throws CheckpointException where a file with them is missing or broken by now
     */
    WeightChanges open(String part);
}
