package dev.easel.text.clip;

import dev.easel.tensor.Tensor;

/** What a text model computes on the way, for tests of other packages. */
public final class ClipTextStates {
    private ClipTextStates() {}

    /** {@return one of the states of texts by diffusers' name} */
    public static Tensor of(ClipTextModel model, Tensor ids, String name) {
        var output = model.forward(ids);
        return switch (name) {
            case "penultimate" -> output.penultimate();
            case "last_hidden_state" -> output.lastHiddenState();
            case "text_embeds" -> output.pooled();
            default -> throw new IllegalArgumentException("no state is called " + name);
        };
    }
}
