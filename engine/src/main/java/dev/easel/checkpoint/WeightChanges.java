package dev.easel.checkpoint;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Tensor;

import java.util.function.Supplier;

/**
 * What is changed in the weights of a part that is loaded: a layer's kernel is replaced by one of
 * the changed weight, or by one that adds to what the unchanged kernel gives. The {@code tensors}
 * of a new kernel are its own; those of the unchanged one are not among them.
 */
public interface WeightChanges extends AutoCloseable {
    /** {@return whether a tensor is changed, by its key in the checkpoint} */
    boolean touches(String key);

    /**
     * {@return a changed tensor, in the innermost scope}
     *
     * @param stored as the checkpoint has it, in float32
     */
    Tensor tensor(String key, Tensor stored);

    /**
     * {@return the kernel of a changed linear layer, in the innermost scope}
     *
     * @param stored some of its tensors are changed
     * @param unchanged makes the kernel where it is not there yet
     */
    LinearKernel linear(StoredWeight stored, Supplier<LinearKernel> unchanged, Placement placement);

    /**
     * {@return the kernel of a changed convolution, in the innermost scope}
     *
     * @param unchanged makes the kernel where it is not there yet
     */
    ConvolutionKernel convolution(
            StoredWeight stored,
            Geometry geometry,
            Supplier<ConvolutionKernel> unchanged,
            Placement placement);

    /** Closes the files that the changes are read from, once no kernel will be made any more. */
    @Override
    void close();
}
