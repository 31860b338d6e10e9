package dev.easel.adapter;

import dev.easel.adapter.LayerTensors.Stored;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.Optional;

/**
 * {@code alpha / rank * up down}: LoRA (Hu et al. 2021) and, for convolutions, LoCon, whose {@code
 * mid} stands between the two (LyCORIS {@code functional.locon}).
 *
 * @param down [rank, in] or [rank, in, k, k]; with {@code mid} [rank, in, 1, 1]
 * @param up [out, rank] or [out, rank, 1, 1]
 * @param mid [rank, rank, k, k]
 * @param statedAlpha where no tensor has it
 */
record LowRank(
        Stored down,
        Stored up,
        Optional<Stored> mid,
        Optional<Stored> alpha,
        Optional<Double> statedAlpha)
        implements Update {
    static LowRank of(LayerTensors layer) {
        return new LowRank(
                layer.get(Role.DOWN),
                layer.get(Role.UP),
                layer.find(Role.MID),
                layer.find(Role.ALPHA),
                layer.statedAlpha());
    }

    private long rank() {
        return down.shape().size(0);
    }

    @Override
    public boolean fits(Shape weight) {
        if (!Matrices.isWeight(weight)
                || down.shape().rank() < 2
                || !Matrices.are(up.shape(), weight.size(0), rank())) {
            return false;
        }
        return mid.map(core ->
                        Matrices.are(down.shape(), rank(), weight.size(1))
                                && core.shape().rank() == 4
                                && core.shape().size(1) == rank()
                                && Matrices.are(
                                        core.shape(), rank(), rank() * Matrices.window(weight)))
                .orElseGet(() -> Matrices.are(down.shape(), rank(), Matrices.columns(weight)));
    }

    @Override
    public Tensor delta(AdapterTensors adapter, Tensor weight) {
        Tensor first = down(adapter, weight.device());
        Tensor second = up(adapter, weight.device());
        Tensor product =
                mid.map(core -> Matrices.tucker(second, adapter.read(core, weight.device()), first))
                        .orElseGet(() -> second.matmul(first));
        return product.reshape(weight.shape().toArray());
    }

    /** {@return whether it is the product of two matrices} */
    boolean isProduct() {
        return mid.isEmpty();
    }

    /** {@return the first matrix, [rank, in * k * k]} */
    Tensor down(AdapterTensors adapter, Device device) {
        return Matrices.of(adapter.read(down, device));
    }

    /** {@return the second matrix with the factor, [out, rank]} */
    Tensor up(AdapterTensors adapter, Device device) {
        double factor =
                statedAlpha
                        .filter(_ -> alpha.isEmpty())
                        .map(stated -> stated / rank())
                        .orElseGet(() -> adapter.factor(alpha, rank()));
        return Matrices.of(adapter.read(up, device)).mul(factor);
    }
}
