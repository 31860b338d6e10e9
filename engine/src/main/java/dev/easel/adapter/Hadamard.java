package dev.easel.adapter;

import dev.easel.adapter.LayerTensors.Stored;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.Optional;

/**
 * {@code alpha / rank} times two low-rank matrices, multiplied value by value: LoHa (Hyeon-Woo et
 * al. 2021; LyCORIS {@code functional.loha}).
 */
record Hadamard(Factor first, Factor second, Optional<Stored> alpha) implements Update {
    static Hadamard of(LayerTensors layer) {
        boolean tucker = layer.hasAny(Role.HADA_T1, Role.HADA_T2);
        return new Hadamard(
                new Factor(
                        layer.get(Role.HADA_W1_A),
                        layer.get(Role.HADA_W1_B),
                        tucker ? Optional.of(layer.get(Role.HADA_T1)) : Optional.empty()),
                new Factor(
                        layer.get(Role.HADA_W2_A),
                        layer.get(Role.HADA_W2_B),
                        tucker ? Optional.of(layer.get(Role.HADA_T2)) : Optional.empty()),
                layer.find(Role.ALPHA));
    }

    @Override
    public boolean fits(Shape weight) {
        return Matrices.isWeight(weight) && first.fits(weight) && second.fits(weight);
    }

    @Override
    public Tensor delta(AdapterTensors adapter, Tensor weight) {
        return first.product(adapter, weight.device())
                .mul(second.product(adapter, weight.device()))
                .mul(adapter.factor(alpha, first.b().shape().size(0)))
                .reshape(weight.shape().toArray());
    }

    /**
     * One of the two matrices.
     *
     * @param a [out, rank]; with a core [rank, out]
     * @param b [rank, in * k * k]; with a core [rank, in]
     * @param core [rank, rank, k, k], in Tucker's form
     */
    record Factor(Stored a, Stored b, Optional<Stored> core) {
        boolean fits(Shape weight) {
            if (a.shape().rank() != 2 || b.shape().rank() != 2) {
                return false;
            }
            long rank = b.shape().size(0);
            return core.map(c ->
                            Matrices.are(a.shape(), rank, weight.size(0))
                                    && Matrices.are(b.shape(), rank, weight.size(1))
                                    && c.shape().rank() == 4
                                    && c.shape().size(1) == rank
                                    && Matrices.are(
                                            c.shape(), rank, rank * Matrices.window(weight)))
                    .orElseGet(() ->
                            Matrices.are(a.shape(), weight.size(0), rank)
                                    && Matrices.are(b.shape(), rank, Matrices.columns(weight)));
        }

        Tensor product(AdapterTensors adapter, Device device) {
            Tensor left = adapter.read(a, device);
            Tensor right = adapter.read(b, device);
            return core.map(c ->
                            Matrices.tucker(left.transpose(0, 1), adapter.read(c, device), right))
                    .orElseGet(() -> left.matmul(right));
        }
    }
}
