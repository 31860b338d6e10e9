package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Tensor;

import java.util.List;

/**
 * Tokens that gather from each other (diffusers {@code Attention} without a context: {@code to_q},
 * {@code to_k}, {@code to_v} without bias, {@code to_out.0} with one).
 */
public final class SelfAttention {
    private static final List<String> PROJECTIONS = List.of("to_q", "to_k", "to_v");

    private final Linear project;
    private final Linear toOut;
    private final Heads heads;

    /**
     * @param width of tokens and result, a multiple of the number of heads
     */
    public SelfAttention(Weights weights, int width, int heads) {
        this.project = Linear.unbiased(weights, PROJECTIONS, width, width);
        this.toOut = Linear.biased(weights.at("to_out.0"), width, width);
        this.heads = new Heads(heads, weights);
    }

    /**
     * {@return what becomes of what every token gathers, [batch, tokens, width]}
     *
     * @param x [batch, tokens, width]
     */
    public Tensor forward(Tensor x, Epilogue epilogue) {
        var projected = project.forward(x).chunk(PROJECTIONS.size(), -1);
        return toOut.forward(
                heads.attend(projected.get(0), projected.get(1), projected.get(2)), epilogue);
    }
}
