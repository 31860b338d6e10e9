package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

/** A table of vectors: int64 [..] to [.., width]. */
public final class Embedding {
    private final Tensor table;

    public Embedding(Weights weights, int entries, int width) {
        this.table = weights.take("weight", Shape.of(entries, width));
    }

    /** {@return the vectors of ids, each of them at least 0 and less than the number of entries} */
    public Tensor forward(Tensor ids) {
        return Ops.embedding(table, ids);
    }
}
