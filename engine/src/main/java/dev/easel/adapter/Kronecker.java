package dev.easel.adapter;

import dev.easel.adapter.LayerTensors.Stored;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.Optional;

/**
 * A Kronecker product of two matrices, each whole or a low-rank product: LoKr (Yeh et al. 2023;
 * LyCORIS {@code functional.lokr}). Where one is low-rank, alpha divided by that rank is a factor;
 * where none is, alpha means nothing.
 */
record Kronecker(Factor outer, Factor inner, Optional<Stored> alpha) implements Update {
    static Kronecker of(LayerTensors layer) {
        return new Kronecker(
                factor(layer, Role.LOKR_W1, Role.LOKR_W1_A, Role.LOKR_W1_B, Optional.empty()),
                factor(
                        layer,
                        Role.LOKR_W2,
                        Role.LOKR_W2_A,
                        Role.LOKR_W2_B,
                        layer.find(Role.LOKR_T2)),
                layer.find(Role.ALPHA));
    }

    private static Factor factor(
            LayerTensors layer, Role whole, Role a, Role b, Optional<Stored> core) {
        return layer.find(whole)
                .<Factor>map(Whole::new)
                .orElseGet(() -> new Product(layer.get(a), layer.get(b), core));
    }

    @Override
    public boolean fits(Shape weight) {
        if (!Matrices.isWeight(weight)) {
            return false;
        }
        long window = Matrices.window(weight);
        return outer.sizes()
                .flatMap(o ->
                        inner.sizes()
                                .filter(i ->
                                        o.rows() * i.rows() == weight.size(0)
                                                && weight.size(1) % o.columns() == 0
                                                && i.columns()
                                                        == weight.size(1) / o.columns() * window))
                .isPresent();
    }

    @Override
    public Tensor delta(AdapterTensors adapter, Tensor weight) {
        var o = outer.sizes().orElseThrow();
        var i = inner.sizes().orElseThrow();
        Tensor first = outer.matrix(adapter, weight.device());
        Tensor second = inner.matrix(adapter, weight.device());
        return first.reshape(o.rows(), 1, o.columns(), 1)
                .mul(second.reshape(1, i.rows(), 1, i.columns()))
                .mul(factor(adapter))
                .reshape(weight.shape().toArray());
    }

    /** The rank is the inner matrix's; of a whole one the outer's. */
    private double factor(AdapterTensors adapter) {
        return inner.rank().or(outer::rank).map(rank -> adapter.factor(alpha, rank)).orElse(1.0);
    }

    /** The sizes of a matrix, whose columns are those of all positions of a window. */
    record Sizes(long rows, long columns) {
        static Optional<Sizes> of(Shape shape) {
            return Matrices.isWeight(shape)
                    ? Optional.of(new Sizes(shape.size(0), Matrices.columns(shape)))
                    : Optional.empty();
        }
    }

    /** One of the two matrices. */
    sealed interface Factor {
        /** {@return its sizes, where its tensors fit each other} */
        Optional<Sizes> sizes();

        Optional<Long> rank();

        /** {@return the matrix, with as many values as its sizes say} */
        Tensor matrix(AdapterTensors adapter, Device device);
    }

    /** A matrix as it is, [rows, columns] or [rows, columns, k, k]. */
    record Whole(Stored tensor) implements Factor {
        @Override
        public Optional<Sizes> sizes() {
            return Sizes.of(tensor.shape());
        }

        @Override
        public Optional<Long> rank() {
            return Optional.empty();
        }

        @Override
        public Tensor matrix(AdapterTensors adapter, Device device) {
            return adapter.read(tensor, device);
        }
    }

    /**
     * A low-rank matrix.
     *
     * @param a [rows, rank]; with a core [rank, rows]
     * @param b [rank, columns], for all positions of a window; with a core [rank, columns]
     * @param core [rank, rank, k, k], in Tucker's form
     */
    record Product(Stored a, Stored b, Optional<Stored> core) implements Factor {
        @Override
        public Optional<Sizes> sizes() {
            return core.map(this::sizesWith).orElseGet(this::sizesWithout);
        }

        private Optional<Sizes> sizesWithout() {
            var rows = a.shape();
            return Sizes.of(b.shape())
                    .filter(_ -> rows.rank() >= 2)
                    .filter(right -> Matrices.are(rows, rows.size(0), right.rows()))
                    .map(right -> new Sizes(rows.size(0), right.columns()));
        }

        private Optional<Sizes> sizesWith(Stored middle) {
            var left = a.shape();
            var right = b.shape();
            return Sizes.of(middle.shape())
                    .filter(_ -> left.rank() == 2 && right.rank() == 2)
                    .filter(_ -> left.count() > 0 && right.count() > 0)
                    .filter(_ ->
                            left.size(0) == middle.shape().size(0)
                                    && right.size(0) == middle.shape().size(1))
                    .map(_ ->
                            new Sizes(
                                    left.size(1), right.size(1) * Matrices.window(middle.shape())));
        }

        @Override
        public Optional<Long> rank() {
            return Optional.of(b.shape().size(0));
        }

        @Override
        public Tensor matrix(AdapterTensors adapter, Device device) {
            Tensor left = adapter.read(a, device);
            Tensor right = adapter.read(b, device);
            return core.map(c ->
                            Matrices.tucker(left.transpose(0, 1), adapter.read(c, device), right))
                    .orElseGet(() -> left.matmul(Matrices.of(right)));
        }
    }
}
