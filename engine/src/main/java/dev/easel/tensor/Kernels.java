package dev.easel.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The operations of neural networks. Tensors of one call share their dtype and device; pictures are
 * [batch, channels, height, width].
 */
public final class Kernels {
    static {
        Natives.load();
    }

    private Kernels() {}

    /** {@return {@code x weightᵀ + bias}} [.., in] and [out, in] give [.., out]. */
    public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
        return new Tensor(
                torch.linear(x.value(), weight.value(), new TensorOptional(bias.value())));
    }

    /** {@return {@code x weightᵀ}} [.., in] and [out, in] give [.., out]. */
    public static Tensor linear(Tensor x, Tensor weight) {
        return new Tensor(torch.linear(x.value(), weight.value()));
    }

    /**
     * {@return the convolution of [batch, in, height, width] with [out, in, k, k]}
     *
     * @param padding zeros on each side
     */
    public static Tensor conv2d(Tensor x, Tensor weight, Tensor bias, int stride, int padding) {
        return new Tensor(
                torch.conv2d(
                        x.value(),
                        weight.value(),
                        new TensorOptional(bias.value()),
                        new long[] {stride, stride},
                        new long[] {padding, padding},
                        new long[] {1, 1},
                        1));
    }

    /** {@return x with {@code right} columns and {@code bottom} rows of zeros added} */
    public static Tensor pad(Tensor x, int right, int bottom) {
        return new Tensor(torch.constant_pad_nd(x.value(), 0, right, 0, bottom));
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

    /** {@return the rows of {@code table} [entries, width] that int64 {@code ids} name} */
    public static Tensor embedding(Tensor table, Tensor ids) {
        return new Tensor(torch.embedding(table.value(), ids.value()));
    }

    /** {@return [.., height, width] enlarged by repeating the nearest value} */
    public static Tensor upsampleNearest(Tensor x, long height, long width) {
        return new Tensor(torch.upsample_nearest2d(x.value(), height, width));
    }

    /** {@return x · sigmoid(x)} */
    public static Tensor silu(Tensor x) {
        return new Tensor(torch.silu(x.value()));
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
     * {@return softmax(q kᵀ / √width) v, per head}
     *
     * @param q [batch, heads, queries, width]
     * @param k [batch, heads, keys, width]
     * @param v [batch, heads, keys, width]
     */
    public static Tensor attention(Tensor q, Tensor k, Tensor v) {
        return AttentionWay.of(q).attend(q, k, v);
    }

    /** {@return the same where query i sees the keys 0..i alone} */
    public static Tensor causalAttention(Tensor q, Tensor k, Tensor v) {
        return AttentionWay.fused(q, k, v, true);
    }
}
