package dev.easel.text;

import dev.easel.tensor.Tensor;

import java.util.Optional;

/** An encoded text; the tensors belong to the scope that it was encoded in. */
public final class PromptEmbedding {
    private final Tensor context;
    private final Optional<Tensor> pooled;

    public PromptEmbedding(Tensor context, Optional<Tensor> pooled) {
        this.context = context;
        this.pooled = pooled;
    }

    /** {@return a state for every token, [1, tokens, width] in the text model's dtype} */
    public Tensor context() {
        return context;
    }

    /** {@return one vector for the whole text, [1, width]; SDXL has it, SD 1 and 2 have not} */
    public Optional<Tensor> pooled() {
        return pooled;
    }
}
