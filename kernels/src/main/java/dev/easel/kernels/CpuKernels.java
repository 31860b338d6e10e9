package dev.easel.kernels;

import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.kernels.int8.Int8Linear;
import dev.easel.kernels.onednn.OneDnn;
import dev.easel.kernels.onednn.OneDnnLinear;
import dev.easel.kernels.tuning.AttentionTuner;
import dev.easel.kernels.tuning.ConvolutionTuner;
import dev.easel.kernels.tuning.Factors;
import dev.easel.kernels.tuning.Int8Tuner;
import dev.easel.kernels.tuning.KernelPins;
import dev.easel.kernels.tuning.TuningCache;
import dev.easel.tensor.AttentionKernel;
import dev.easel.tensor.AttentionShape;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.Device;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.KernelSettings;
import dev.easel.tensor.LayerKernels;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.WeightFormat;

import java.util.function.Function;

/**
 * Kernels for CPUs: oneDNN's and this module's where the processor has what they need, elsewhere
 * LibTorch's. It owns their threads, their memory for each thread and what was measured.
 */
final class CpuKernels implements LayerKernels {
    private final LayerKernels plain = LayerKernels.plain();
    private final ComputePool pool = new ComputePool();
    private final boolean arePlain;
    private final TuningCache tuning;
    private final AttentionTuner attention;
    private final ConvolutionTuner convolution;
    private final Int8Tuner int8;

    CpuKernels(KernelSettings settings, KernelPins pins) {
        arePlain = pins.arePlain();
        tuning = TuningCache.of(settings);
        attention = new AttentionTuner(pool, tuning, pins.attention());
        convolution = new ConvolutionTuner(pool, tuning, pins.convolution());
        int8 = new Int8Tuner(tuning, pins.int8());
    }

    @Override
    public boolean supports(WeightFormat format) {
        return switch (format) {
            case FLOAT -> true;
            case INT8 -> !arePlain && OneDnn.hasInt8();
        };
    }

    @Override
    public LinearKernel linear(Tensor weight, WeightFormat format, Footprint footprint) {
        require(format);
        Function<Factors, LinearKernel> kernels = factors -> linear(weight, factors, footprint);
        if (format == WeightFormat.FLOAT) {
            return kernels.apply(Factors.FLOATS);
        }
        return switch (footprint) {
            case COMPACT -> kernels.apply(Factors.BYTES);
            case FAST -> int8.linear(weight, kernels);
        };
    }

    private LinearKernel linear(Tensor weight, Factors factors, Footprint footprint) {
        if (factors == Factors.BYTES) {
            return new Int8Linear(weight);
        }
        return packs(weight)
                ? new OneDnnLinear(weight)
                : plain.linear(weight, WeightFormat.FLOAT, footprint);
    }

    @Override
    public ConvolutionKernel convolution(
            Tensor weight, Geometry geometry, WeightFormat format, Footprint footprint) {
        require(format);
        Function<Factors, ConvolutionKernel> kernels =
                factors -> convolution(weight, geometry, factors, footprint);
        if (format == WeightFormat.FLOAT) {
            return kernels.apply(Factors.FLOATS);
        }
        return switch (footprint) {
            case COMPACT -> kernels.apply(Factors.BYTES);
            case FAST -> int8.convolution(weight, geometry, kernels);
        };
    }

    private ConvolutionKernel convolution(
            Tensor weight, Geometry geometry, Factors factors, Footprint footprint) {
        return factors == Factors.BYTES || packs(weight)
                ? convolution.fastest(weight, geometry, factors, footprint)
                : plain.convolution(weight, geometry, WeightFormat.FLOAT, footprint);
    }

    @Override
    public AttentionKernel attention(AttentionShape shape) {
        return attention.fastest(shape);
    }

    @Override
    public void retune() {
        tuning.clear();
    }

    private boolean packs(Tensor weight) {
        return !arePlain && weight.device().equals(Device.CPU) && OneDnn.packs(weight.dtype());
    }

    private void require(WeightFormat format) {
        if (!supports(format)) {
            throw new UnsupportedOperationException(
                    "int8 needs a CPU with AVX512-VNNI, AVX-VNNI or AMX, on Linux, and the property"
                            + " easel.kernels not plain");
        }
    }
}
