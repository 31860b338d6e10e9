package dev.easel.text.clip;

import dev.easel.tensor.Tensor;

import java.util.List;

/** A text model's results; the tensors belong to the scope that it ran in. */
final class ClipTextOutput {
    private final List<Tensor> hiddenStates;
    private final Tensor lastHiddenState;
    private final Tensor pooled;

    ClipTextOutput(List<Tensor> hiddenStates, Tensor lastHiddenState, Tensor pooled) {
        this.hiddenStates = List.copyOf(hiddenStates);
        this.lastHiddenState = lastHiddenState;
        this.pooled = pooled;
    }

    /**
     * The embeddings, then the state after each layer, all without the final layer norm, each
     * [batch, tokens, width].
     */
    List<Tensor> hiddenStates() {
        return hiddenStates;
    }

    /** The state before the last {@code layers} layers, as {@link #hiddenStates} has it. */
    Tensor before(int layers) {
        return hiddenStates.get(hiddenStates.size() - 1 - layers);
    }

    /** The state before the last layer, without the final layer norm: [batch, tokens, width]. */
    Tensor penultimate() {
        return before(1);
    }

    /** The state after the last layer and the final layer norm: [batch, tokens, width]. */
    Tensor lastHiddenState() {
        return lastHiddenState;
    }

    /** The last hidden state at the end of the text, projected where the model does so. */
    Tensor pooled() {
        return pooled;
    }
}
