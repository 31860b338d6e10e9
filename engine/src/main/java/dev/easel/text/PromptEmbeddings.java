package dev.easel.text;

/** The embeddings of a prompt and of its negative, with equally many tokens. */
public final class PromptEmbeddings {
    private final PromptEmbedding positive;
    private final PromptEmbedding negative;

    public PromptEmbeddings(PromptEmbedding positive, PromptEmbedding negative) {
        this.positive = positive;
        this.negative = negative;
    }

    public PromptEmbedding positive() {
        return positive;
    }

    public PromptEmbedding negative() {
        return negative;
    }
}
