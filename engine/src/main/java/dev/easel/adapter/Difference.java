package dev.easel.adapter;

import dev.easel.adapter.LayerTensors.Stored;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

/** The change itself, of a weight, of a bias or of a norm; it has no alpha. */
record Difference(Stored tensor) implements Update {
    @Override
    public boolean fits(Shape weight) {
        return weight.count() > 0
                && tensor.shape().rank() > 0
                && tensor.shape().size(0) == weight.size(0)
                && tensor.shape().count() == weight.count();
    }

    @Override
    public Tensor delta(AdapterTensors adapter, Tensor weight) {
        return adapter.read(tensor, weight.device()).reshape(weight.shape().toArray());
    }
}
