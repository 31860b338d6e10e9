package dev.easel.tensor;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

import java.util.List;
import java.util.Optional;

/**
 * The operations of neural networks. Tensors of one call share their dtype and device; pictures are
 * [batch, channels, height, width].
 */
public final class Ops {
    /** What LibTorch's bags are asked for. */
    private static final int MEAN = 1;

    private Ops() {}

    /** {@return the largest value of each window of k by k, which moves by {@code stride}} */
    public static Tensor maxPool(Tensor x, int k, int stride) {
        return new Tensor(
                torch.max_pool2d(
                        x.value(),
                        new long[] {k, k},
                        new long[] {stride, stride},
                        new long[] {0, 0},
                        new long[] {1, 1},
                        false));
    }

    /** {@return x with columns of zeros added on the left and right, rows above and below} */
    public static Tensor pad(Tensor x, long left, long right, long top, long bottom) {
        return new Tensor(torch.constant_pad_nd(x.value(), left, right, top, bottom));
    }

    /**
     * {@return x with {@code right} columns and {@code bottom} rows added that mirror those before
     * the last} What is too small to be mirrored repeats its last column or row.
     */
    public static Tensor padReflect(Tensor x, int right, int bottom) {
        Tensor wide = right == 0 ? x : padEnd(x, right, x.size(3), new long[] {0, right, 0, 0});
        return bottom == 0 ? wide : padEnd(wide, bottom, x.size(2), new long[] {0, 0, 0, bottom});
    }

    private static Tensor padEnd(Tensor x, int added, long side, long[] padding) {
        return new Tensor(
                added < side
                        ? torch.reflection_pad2d(x.value(), padding)
                        : torch.replication_pad2d(x.value(), padding));
    }

    /** {@return x normalised over groups of channels (dimension 1), times weight plus bias} */
    public static Tensor groupNorm(Tensor x, int groups, Tensor weight, Tensor bias, double eps) {
        return new Tensor(
                torch.group_norm(
                        x.value(),
                        groups,
                        new TensorOptional(weight.value()),
                        new TensorOptional(bias.value()),
                        eps,
                        true));
    }

    /**
     * {@return the means of groups of channels (dimension 1), then the reciprocals of their
     * standard deviations, float32 [1, groups] each} By LibTorch's normalising kernel, which is the
     * quickest; what it normalises is of no use here.
     *
     * @param x [1, channels, ..]
     */
    public static List<Tensor> groupStatistics(Tensor x, int groups) {
        long channels = x.size(1);
        long positions = x.shape().count() / channels;
        // They have the dtype of weights, which on a GPU must be that of x.
        Tensor values = x.device().isCpu() ? x : x.to(DType.F32);
        var zeros =
                new TensorOptional(Tensor.zeros(Shape.of(channels), DType.F32, x.device()).value());
        var found =
                torch.native_group_norm(
                        values.value(), zeros, zeros, 1, channels, positions, groups, 0);
        return List.of(new Tensor(found.get1()), new Tensor(found.get2()));
    }

    /**
     * {@return x · scale + shift of each channel (dimension 1), in x's dtype}
     *
     * @param scales float32 [channels]
     * @param shifts float32 [channels]
     */
    public static Tensor scaleAndShift(Tensor x, Tensor scales, Tensor shifts) {
        // A batch norm of mean 0 and variance 1 is the one operation that mixes the two dtypes.
        return new Tensor(
                torch.batch_norm(
                        x.value(),
                        new TensorOptional(scales.value()),
                        new TensorOptional(shifts.value()),
                        new TensorOptional(torch.zeros_like(scales.value())),
                        new TensorOptional(torch.ones_like(scales.value())),
                        false,
                        0,
                        0,
                        false));
    }

    /** {@return x normalised over its last dimension, times weight plus bias} */
    public static Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double eps) {
        return new Tensor(
                torch.layer_norm(
                        x.value(),
                        new long[] {weight.size(0)},
                        new TensorOptional(weight.value()),
                        new TensorOptional(bias.value()),
                        eps,
                        true));
    }

    /** {@return x with mean 0 and variance 1 over its last dimension} */
    public static Tensor standardize(Tensor x, double eps) {
        return new Tensor(
                torch.layer_norm(
                        x.value(),
                        new long[] {x.size(-1)},
                        new TensorOptional(),
                        new TensorOptional(),
                        eps,
                        true));
    }

    /** {@return the rows of {@code table} [entries, width] that int64 {@code ids} name} */
    public static Tensor embedding(Tensor table, Tensor ids) {
        return new Tensor(torch.embedding(table.value(), ids.value()));
    }

    /**
     * {@return the mean of each bag of rows of {@code table} [entries, width]}
     *
     * @param ids of all bags one after the other
     * @param starts where each bag begins; none is empty
     */
    public static Tensor means(Tensor table, long[] ids, long[] starts) {
        var unweighted = new TensorOptional();
        var bags =
                torch.embedding_bag(
                        table.value(),
                        table.beside(ids).value(),
                        table.beside(starts).value(),
                        false,
                        MEAN,
                        false,
                        unweighted,
                        false);
        return new Tensor(bags.get0());
    }

    /** {@return x divided by its lengths over the last dimension} */
    public static Tensor unit(Tensor x) {
        try (var two = new Scalar(2)) {
            var lengths = torch.norm(x.value(), new ScalarOptional(two), new long[] {-1}, true);
            return new Tensor(x.value().div(lengths));
        }
    }

    /** {@return the largest values over the last dimension, and where each is, int64} */
    public static List<Tensor> largest(Tensor x) {
        var largest = torch.max(x.value(), -1, false);
        return List.of(new Tensor(largest.get0()), new Tensor(largest.get1()));
    }

    /**
     * {@return where the largest values of the last dimension are, int64, the largest first and of
     * equal ones the first one first}
     *
     * @param count how many of them
     */
    public static Tensor largestFirst(Tensor x, long count) {
        try (var stable = new BoolOptional(true)) {
            var sorted = torch.sort(x.value(), stable, -1, true);
            return new Tensor(sorted.get1()).narrow(-1, 0, count);
        }
    }

    /** {@return [.., height, width] brought to another size by taking the nearest value before} */
    public static Tensor resizeNearest(Tensor x, long height, long width) {
        return new Tensor(torch.upsample_nearest2d(x.value(), height, width));
    }

    /**
     * {@return [batch, channels, ..] at another height and width, by linear interpolation}
     *
     * @param cornersAligned whether the centres of the corner pixels stay where they are, and not
     *     the picture's edges
     */
    public static Tensor resizeBilinear(Tensor x, long height, long width, boolean cornersAligned) {
        return new Tensor(
                torch.upsample_bilinear2d(x.value(), new long[] {height, width}, cornersAligned));
    }

    /** {@return max(x, 0)} */
    public static Tensor relu(Tensor x) {
        return new Tensor(torch.relu(x.value()));
    }

    /** {@return the same by cubic interpolation; the corners' middles are not aligned} */
    public static Tensor resizeBicubic(Tensor x, long height, long width) {
        return new Tensor(
                torch.upsample_bicubic2d(
                        x.value(),
                        new long[] {height, width},
                        false,
                        new DoubleOptional(),
                        new DoubleOptional()));
    }

    /** {@return [batch, c · side², h, w] as [batch, c, h · side, w · side]: channels to squares} */
    public static Tensor pixelShuffle(Tensor x, int side) {
        return new Tensor(torch.pixel_shuffle(x.value(), side));
    }

    /** {@return [batch, c, h · side, w · side] as [batch, c · side², h, w]: squares to channels} */
    public static Tensor pixelUnshuffle(Tensor x, int side) {
        return new Tensor(torch.pixel_unshuffle(x.value(), side));
    }

    /** {@return x where it is positive, elsewhere x · slope} */
    public static Tensor leakyRelu(Tensor x, double slope) {
        return new Tensor(torch.leaky_relu(x.value(), new Scalar(slope)));
    }

    /** {@return x where it is positive, elsewhere x times its channel's (dimension 1) slope} */
    public static Tensor prelu(Tensor x, Tensor slopes) {
        return new Tensor(torch.prelu(x.value(), slopes.value()));
    }

    /** {@return x · sigmoid(x)} */
    public static Tensor silu(Tensor x) {
        return new Tensor(torch.silu(x.value()));
    }

    /** {@return the same in the memory of x, which nothing else may use} */
    public static Tensor siluInPlace(Tensor x) {
        torch.silu_(x.value());
        Profile.note();
        return x;
    }

    /** {@return x + other in the memory of x, which nothing else may use} */
    public static Tensor addInPlace(Tensor x, Tensor other) {
        x.value().add_(other.value());
        Profile.note();
        return x;
    }

    /**
     * Gives up the memory of a part of an {@linkplain Tensor#emptyMap empty map} that is not read
     * again; it may hold anything from then on.
     */
    public static void forget(Tensor part) {
        ActivationPool.forget(part);
    }

    /** Gives {@code place} the values of another tensor of its shape. */
    public static void copyInto(Tensor place, Tensor other) {
        place.value().copy_(other.value());
        Profile.note();
    }

    /** {@return x · other, value by value, in the memory of x, which nothing else may use} */
    public static Tensor mulInPlace(Tensor x, Tensor other) {
        x.value().mul_(other.value());
        Profile.note();
        return x;
    }

    /** {@return x · Φ(x), with the exact normal distribution} */
    public static Tensor gelu(Tensor x) {
        return new Tensor(torch.gelu(x.value()));
    }

    /** {@return x · sigmoid(1.702 x), OpenAI CLIP's approximation of gelu} */
    public static Tensor quickGelu(Tensor x) {
        return new Tensor(x.value().mul(x.value().mul(new Scalar(1.702)).sigmoid()));
    }

    /**
     * {@return softmax(q kᵀ / √width) v of each head, by LibTorch's fused kernel}
     *
     * @param q [batch, heads, queries, width]
     * @param k [batch, heads, keys, width]
     * @param v [batch, heads, keys, width]
     */
    public static Tensor attention(Tensor q, Tensor k, Tensor v) {
        return attention(q, k, v, false);
    }

    /**
     * {@return the same where query i sees the keys 0..i alone} On a CPU in float32: a text is
     * short, and in bfloat16 LibTorch's kernel takes several times as long where there is no AMX.
     */
    public static Tensor causalAttention(Tensor q, Tensor k, Tensor v) {
        var type = q.device().isCpu() ? DType.F32 : q.dtype();
        return attention(q.to(type), k.to(type), v.to(type), true).to(q.dtype());
    }

    private static Tensor attention(Tensor q, Tensor k, Tensor v, boolean causal) {
        return new Tensor(
                torch.scaled_dot_product_attention(
                        q.value(),
                        k.value(),
                        v.value(),
                        new TensorOptional(),
                        0.0,
                        causal,
                        new DoubleOptional(1 / Math.sqrt((double) q.size(3))),
                        false));
    }

    static TensorOptional optional(Optional<Tensor> tensor) {
        return tensor.map(Tensor::value).map(TensorOptional::new).orElseGet(TensorOptional::new);
    }
}
