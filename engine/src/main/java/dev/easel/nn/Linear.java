package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.Optional;

/** A matrix product over the last dimension: [.., in] to [.., out]. */
public final class Linear {
    private final LinearKernel weight;
    private final Optional<Tensor> bias;

    private Linear(LinearKernel weight, Optional<Tensor> bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /** {@return a layer with bias} */
    public static Linear biased(Weights weights, int in, int out) {
        return new Linear(
                weights.linear("weight", Shape.of(out, in)),
                Optional.of(weights.take("bias", Shape.of(out))));
    }

    /** {@return a layer without bias} */
    public static Linear unbiased(Weights weights, int in, int out) {
        return new Linear(weights.linear("weight", Shape.of(out, in)), Optional.empty());
    }

    /**
     * {@return several layers without bias over the same input as one, their results side by side}
     *
     * @param names of the layers
     * @param in of all
     * @param out of each
     */
    public static Linear unbiased(Weights weights, List<String> names, int in, int out) {
        var keys = names.stream().map(name -> name + ".weight").toList();
        return new Linear(weights.linear(keys, Shape.of(out, in)), Optional.empty());
    }

    /**
     * {@return a 1x1 convolution's weights as a layer over channels that are the last dimension}
     */
    public static Linear pointwise(Weights weights, int in, int out) {
        var weight = weights.linear("weight", Shape.of(out, in, 1, 1));
        return new Linear(weight, Optional.of(weights.take("bias", Shape.of(out))));
    }

    /**
     * {@return the halves of a layer whose result is [.., 2 out], each a layer of its own}
     *
     * @param in of both
     * @param out of each
     */
    public static List<Linear> halves(Weights weights, int in, int out) {
        var kernels = weights.linearHalves("weight", Shape.of(2L * out, in));
        var biases = weights.takeHalves("bias", Shape.of(2L * out));
        return List.of(
                new Linear(kernels.getFirst(), Optional.of(biases.getFirst())),
                new Linear(kernels.getLast(), Optional.of(biases.getLast())));
    }

    public Tensor forward(Tensor x) {
        return forward(x, Epilogue.none());
    }

    /** {@return what becomes of the layer's result} */
    public Tensor forward(Tensor x, Epilogue epilogue) {
        return weight.multiply(x, bias, epilogue);
    }

    /** {@return the result times GELU of a gate's, which is a layer over the same x} */
    public Tensor forwardGated(Tensor x, Linear gate) {
        return weight.multiplyGated(x, bias, gate.weight, gate.bias);
    }
}
