package dev.easel.tensor;

import dev.easel.tensor.ConvolutionKernel.Geometry;

import org.bytedeco.pytorch.global.torch;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** LibTorch's own operations, for every device and dtype of floats. */
final class PlainKernels implements LayerKernels {
    private final AtomicReference<Optional<String>> notice;

    /**
     * @param notice what the first layer writes to the log
     */
    PlainKernels(Optional<String> notice) {
        this.notice = new AtomicReference<>(notice);
    }

    @Override
    public boolean supports(WeightFormat format) {
        return format == WeightFormat.FLOAT;
    }

    @Override
    public LinearKernel linear(Tensor weight, WeightFormat format, Footprint footprint) {
        prepareFor(format);
        return new Linear(weight.contiguous());
    }

    @Override
    public ConvolutionKernel convolution(
            Tensor weight, Geometry geometry, WeightFormat format, Footprint footprint) {
        prepareFor(format);
        // A weight with its channels last makes LibTorch keep all feature maps so: nothing is
        // reordered between two layers.
        return new Convolution(weight.channelsLast(), geometry);
    }

    @Override
    public AttentionKernel attention(AttentionShape shape) {
        return Ops::attention;
    }

    private void prepareFor(WeightFormat format) {
        if (!supports(format)) {
            throw new UnsupportedOperationException(
                    "LibTorch's plain kernels compute with floats, not with " + format);
        }
        notice.getAndSet(Optional.empty()).ifPresent(LoggerFactory.getLogger(getClass())::info);
    }

    private record Linear(Tensor weight) implements LinearKernel {
        @Override
        public Tensor multiply(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
            return epilogue.after(
                    new Tensor(torch.linear(x.value(), weight.value(), Ops.optional(bias))));
        }

        @Override
        public List<Tensor> tensors() {
            return List.of(weight);
        }
    }

    private record Convolution(Tensor weight, Geometry geometry) implements ConvolutionKernel {
        @Override
        public Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
            return epilogue.after(
                    new Tensor(
                            torch.conv2d(
                                    x.value(),
                                    weight.value(),
                                    Ops.optional(bias),
                                    geometry.strides(),
                                    geometry.paddings(),
                                    geometry.dilations(),
                                    1)));
        }

        @Override
        public List<Tensor> tensors() {
            return List.of(weight);
        }
    }
}
