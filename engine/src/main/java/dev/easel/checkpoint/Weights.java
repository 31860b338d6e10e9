package dev.easel.checkpoint;

import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.LayerKernels;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.OwnedTensors;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.tensor.WeightFormat;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The tensors of a model's part below one prefix. A layer asks for its tensors by their names in
 * the checkpoint and with the shapes that its configuration implies; what was asked for is
 * remembered, so that nothing in the file is left over unnoticed.
 */
public final class Weights {
    private final WeightSource source;
    private final ParameterStore store;
    private final Set<String> used;
    private final String prefix;
    private final Placement placement;

    private Weights(
            WeightSource source,
            ParameterStore store,
            Set<String> used,
            String prefix,
            Placement placement) {
        this.source = source;
        this.store = store;
        this.used = used;
        this.prefix = prefix;
        this.placement = placement;
    }

    /**
     * What weights are converted to when they are taken, and what computes with them.
     *
     * @param dtype of all that is computed with them
     * @param format of the layers whose products carry the time
     * @param footprint how much memory a layer's weight may take to be faster
     * @param kernels that layers take
     * @param strips how many rows of a feature map layers work on at a time that can divide it;
     *     where it is empty they divide large ones alone
     */
    public record Placement(
            DType dtype,
            Device device,
            WeightFormat format,
            Footprint footprint,
            LayerKernels kernels,
            OptionalInt strips) {
        /**
         * Strips as the property {@code easel.strips} says.
         *
         * @throws IllegalArgumentException where it says neither auto nor a number of rows
         */
        public Placement(
                DType dtype,
                Device device,
                WeightFormat format,
                Footprint footprint,
                LayerKernels kernels) {
            this(dtype, device, format, footprint, kernels, StripPin.ofProcess());
        }

        /** Floats, for LibTorch's plain kernels. */
        public Placement(DType dtype, Device device) {
            this(dtype, device, LayerKernels.plain());
        }

        /** Floats, for kernels that may take memory to be fast. */
        public Placement(DType dtype, Device device, LayerKernels kernels) {
            this(dtype, device, WeightFormat.FLOAT, Footprint.FAST, kernels);
        }

        /** {@return the same where none may take more memory than it has numbers} */
        public Placement compacted() {
            return new Placement(dtype, device, format, Footprint.COMPACT, kernels, strips);
        }

        /** {@return the kernel of a linear layer, weight [out, in]} */
        public LinearKernel linear(Tensor weight) {
            return kernels.linear(weight, format, footprint);
        }

        /** {@return the kernel of a convolution, weight [out, in, k, k]} */
        public ConvolutionKernel convolution(Tensor weight, Geometry geometry) {
            return kernels.convolution(weight, geometry, format, footprint);
        }

        private Placement exactly(DType other) {
            return new Placement(other, device, WeightFormat.FLOAT, footprint, kernels, strips);
        }
    }

    /**
     * {@return all weights of {@code source}}
     *
     * @param store owns what is taken
     */
    public static Weights of(WeightSource source, ParameterStore store, Placement placement) {
        return new Weights(source, store, new HashSet<>(), "", placement);
    }

    /** {@return the weights whose names go on with {@code name} and a dot} */
    public Weights at(String name) {
        return view(prefix + name + ".", placement);
    }

    /** {@return the weights whose names go on with a number and a dot} */
    public Weights at(int index) {
        return at(String.valueOf(index));
    }

    /** {@return the same weights, which will be converted to another dtype, none to 8 bits} */
    public Weights as(DType other) {
        return view(prefix, placement.exactly(other));
    }

    /** {@return the same weights, none of which is rounded to 8 bits} */
    public Weights exact() {
        return as(placement.dtype());
    }

    /** {@return what weights are converted to, and what computes with them} */
    public Placement placement() {
        return placement;
    }

    /** {@return whether the checkpoint has this tensor} */
    public boolean has(String name) {
        return source.has(prefix + name);
    }

    public DType dtype() {
        return placement.dtype();
    }

    public Device device() {
        return placement.device();
    }

    /**
     * {@return a tensor of the checkpoint, converted to this view's dtype and device, owned by the
     * store}
     *
     * @throws CheckpointException where it is missing, has another shape, or holds NaN or infinity
     */
    public Tensor take(String name, Shape expected) {
        return take(name, expected, UnaryOperator.identity());
    }

    /**
     * As {@link #take(String, Shape)}; the store owns what {@code arrangement} makes of the tensor.
     */
    public Tensor take(String name, Shape expected, UnaryOperator<Tensor> arrangement) {
        try (var _ = TensorScope.open()) {
            return store.own(arrangement.apply(read(name, expected)));
        }
    }

    /** As {@link #take(String, Shape)}, in the form that a layer computes with. */
    public <T extends OwnedTensors> T pack(
            String name, Shape expected, Function<Tensor, T> packing) {
        try (var _ = TensorScope.open()) {
            return store.own(packing.apply(read(name, expected)));
        }
    }

    /** As {@link #pack}, of several tensors of one shape, joined along their first dimension. */
    public <T extends OwnedTensors> T packTogether(
            List<String> names, Shape each, Function<Tensor, T> packing) {
        try (var _ = TensorScope.open()) {
            var parts = names.stream().map(name -> read(name, each)).toList();
            return store.own(packing.apply(Tensor.cat(parts, 0)));
        }
    }

    private Tensor read(String name, Shape expected) {
        String key = prefix + name;
        if (!source.has(key)) {
            throw new CheckpointException(
                    "%s: the tensor %s %s is missing".formatted(source.name(), key, expected));
        }
        Shape found = source.shape(key, expected);
        if (!found.equals(expected)) {
            throw new CheckpointException(
                    "%s: the tensor %s has the shape %s; expected %s"
                            .formatted(source.name(), source.described(key), found, expected));
        }
        used.add(key);
        Tensor tensor = source.read(key, expected, placement.dtype(), placement.device());
        if (!tensor.isFinite()) {
            throw new CheckpointException(
                    "%s: the tensor %s holds NaN or infinity as %s"
                            .formatted(source.name(), source.described(key), placement.dtype()));
        }
        return tensor;
    }

    /** {@return the shape of a tensor} For layers that exist in several layouts. */
    public Shape shape(String name, Shape expected) {
        return source.shape(prefix + name, expected);
    }

    /**
     * Checks that every tensor of the checkpoint was taken.
     *
     * @param ignored says which names (whole, from the root) may be left over
     * @throws CheckpointException that names what is left over
     */
    public void requireAllUsed(Predicate<String> ignored) {
        List<String> left =
                source.keys().stream()
                        .filter(key -> !used.contains(key) && !ignored.test(key))
                        .map(source::described)
                        .sorted(Comparator.naturalOrder())
                        .toList();
        if (!left.isEmpty()) {
            throw new CheckpointException(
                    "%s: %d tensors are not part of the model that the configuration describes: %s%s"
                            .formatted(
                                    source.name(),
                                    left.size(),
                                    first(left),
                                    left.size() > 3 ? ", ..." : ""));
        }
    }

    private static String first(Collection<String> names) {
        return String.join(", ", names.stream().limit(3).toList());
    }

    private Weights view(String newPrefix, Placement newPlacement) {
        return new Weights(source, store, used, newPrefix, newPlacement);
    }
}
