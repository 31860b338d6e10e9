package dev.easel.checkpoint;

import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.LayerKernels;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.WeightFormat;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The tensors of a model's part below one prefix. A layer asks for its tensors by their names in
 * the checkpoint and with the shapes that its configuration implies; what was asked for is
 * remembered, so that nothing in the file is left over unnoticed.
 */
public final class Weights {
    /**
     * The bytes of a changed kernel: they depend on the change, and are counted once it is made.
     */
    private static final long UNKNOWN = 0;

    private final CheckedTensors tensors;
    private final Making making;
    private final Parameters parameters;
    private final String prefix;
    private final Placement placement;

    private Weights(
            CheckedTensors tensors,
            Making making,
            Parameters parameters,
            String prefix,
            Placement placement) {
        this.tensors = tensors;
        this.making = making;
        this.parameters = parameters;
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
        return of(source, placement, new Making(store, false));
    }

    /**
     * As {@link #of}, but layers' kernels are made of their weights when they are first called:
     * what {@link #linear}, {@link #linearHalves} and {@link #convolution} say of NaN and infinity
     * is thrown by that call.
     *
     * @param source stays open until then
     */
    public static Weights deferred(WeightSource source, ParameterStore store, Placement placement) {
        return of(source, placement, new Making(store, true));
    }

    private static Weights of(WeightSource source, Placement placement, Making making) {
        return new Weights(
                new CheckedTensors(source), making, Parameters.unchanged(), "", placement);
    }

    /**
     * {@return the same weights, some of them changed} The others are shared: they stay those of
     * whoever took them here.
     *
     * @param opened the same tensors again
     * @param owner of what is made anew
     */
    public Weights changed(WeightSource opened, ParameterStore owner, WeightChanges changes) {
        return new Weights(
                new CheckedTensors(opened),
                new Making(owner, making.deferring()),
                parameters.with(changes),
                prefix,
                placement);
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
        return tensors.source().has(prefix + name);
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
        String key = prefix + name;
        return parameters.get(
                Tensor.class,
                List.of(key),
                () -> making.tensor(() -> arrangement.apply(read(name, expected))),
                (changes, _) ->
                        making.tensor(
                                () -> arrangement.apply(changed(key, name, expected, changes))));
    }

    /**
     * {@return the kernel of a linear layer}
     *
     * @param stored [out, in], or [out, in, 1, 1] of a 1x1 convolution
     * @throws CheckpointException as {@link #take(String, Shape)}
     */
    public LinearKernel linear(String name, Shape stored) {
        return linear(List.of(name), stored);
    }

    /**
     * As {@link #linear(String, Shape)}, of several layers over the same input, whose results come
     * side by side.
     */
    public LinearKernel linear(List<String> names, Shape each) {
        var keys = names.stream().map(name -> prefix + name).toList();
        return parameters.get(
                LinearKernel.class,
                keys,
                () -> {
                    names.forEach(name -> require(name, each));
                    return making.linear(
                            names.size() * bytes(each), () -> kernels().linear(keys, each));
                },
                (changes, unchanged) -> {
                    var stored = stored(names, each, 0, each.size(0));
                    return making.linear(
                            UNKNOWN, () -> changes.linear(stored, unchanged, placement));
                });
    }

    /**
     * As {@link #linear(String, Shape)}, of a layer whose result has two halves, each by a kernel
     * of its own.
     *
     * @param whole [2 out, in]
     */
    public List<LinearKernel> linearHalves(String name, Shape whole) {
        var halves =
                parameters.get(
                        Halves.class,
                        List.of(prefix + name),
                        () -> {
                            require(name, whole);
                            return making.halves(
                                    bytes(whole), () -> kernels().halves(prefix + name, whole));
                        },
                        (changes, unchanged) ->
                                making.halves(
                                        UNKNOWN,
                                        () -> changedHalves(name, whole, changes, unchanged)));
        return List.of(halves.first(), halves.second());
    }

    private Halves changedHalves(
            String name, Shape whole, WeightChanges changes, Supplier<Halves> unchanged) {
        long rows = whole.size(0) / 2;
        var names = List.of(name);
        return new Halves(
                changes.linear(
                        stored(names, whole, 0, rows), () -> unchanged.get().first(), placement),
                changes.linear(
                        stored(names, whole, rows, rows),
                        () -> unchanged.get().second(),
                        placement));
    }

    /** {@return the halves of a vector, such as the bias of {@link #linearHalves}} */
    public List<Tensor> takeHalves(String name, Shape whole) {
        String key = prefix + name;
        return parameters
                .get(
                        Halves.OfBias.class,
                        List.of(key),
                        () -> making.atOnce(() -> new Halves.OfBias(read(name, whole).chunk(2, 0))),
                        (changes, _) ->
                                making.atOnce(() ->
                                        new Halves.OfBias(
                                                changed(key, name, whole, changes).chunk(2, 0))))
                .tensors();
    }

    private Tensor changed(String key, String name, Shape expected, WeightChanges changes) {
        return changes.tensor(key, as(DType.F32).read(name, expected)).to(placement.dtype());
    }

    /**
     * {@return the kernel of a convolution}
     *
     * @param stored [out, in, k, k]
     * @throws CheckpointException as {@link #take(String, Shape)}
     */
    public ConvolutionKernel convolution(String name, Shape stored, Geometry geometry) {
        return parameters.get(
                ConvolutionKernel.class,
                List.of(prefix + name),
                () ->
                        convolution(
                                name,
                                stored,
                                () -> kernels().convolution(prefix + name, stored, geometry)),
                (changes, unchanged) -> {
                    var weight = stored(List.of(name), stored, 0, stored.size(0));
                    return making.convolution(
                            UNKNOWN,
                            () -> changes.convolution(weight, geometry, unchanged, placement));
                });
    }

    /** As {@link #convolution(String, Shape, Geometry)}, of a weight that no adapter changes. */
    public ConvolutionKernel convolution(
            String name, Shape stored, Geometry geometry, UnaryOperator<Tensor> arrangement) {
        return parameters.get(
                ConvolutionKernel.class,
                List.of(prefix + name),
                () ->
                        convolution(
                                name,
                                stored,
                                () ->
                                        placement.convolution(
                                                arrangement.apply(read(name, stored)), geometry)),
                (_, unchanged) -> unchanged.get());
    }

    private ConvolutionKernel convolution(
            String name, Shape stored, Supplier<ConvolutionKernel> maker) {
        require(name, stored);
        return making.convolution(bytes(stored), maker);
    }

    private StoredWeight stored(List<String> names, Shape each, long first, long count) {
        return new StoredWeight(
                names.stream()
                        .map(name -> new StoredWeight.Rows(prefix + name, first, count))
                        .toList(),
                each,
                key -> view("", placement.exactly(DType.F32)).read(key, each));
    }

    private StoredKernels kernels() {
        return new StoredKernels(tensors, placement);
    }

    private void require(String name, Shape expected) {
        tensors.require(prefix + name, expected);
    }

    private Tensor read(String name, Shape expected) {
        return tensors.read(prefix + name, expected, placement);
    }

    /** {@return the bytes of a tensor's numbers} */
    private long bytes(Shape shape) {
        boolean rounded = placement.format() == WeightFormat.INT8;
        return shape.count() * (rounded ? 1 : placement.dtype().bytes());
    }

    /** {@return the shape of a tensor} For layers that exist in several layouts. */
    public Shape shape(String name, Shape expected) {
        return tensors.source().shape(prefix + name, expected);
    }

    /**
     * Checks that every tensor of the checkpoint was taken.
     *
     * @param ignored says which names (whole, from the root) may be left over
     * @throws CheckpointException that names what is left over
     */
    public void requireAllUsed(Predicate<String> ignored) {
        parameters.requireAllUsed(tensors.source(), ignored);
    }

    private Weights view(String newPrefix, Placement newPlacement) {
        return new Weights(tensors, making, parameters, newPrefix, newPlacement);
    }
}
