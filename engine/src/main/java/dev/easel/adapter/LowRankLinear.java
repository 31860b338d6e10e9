package dev.easel.adapter;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.tensor.WeightFormat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code W x + up (down x)}, with the unchanged layer's own kernel for W. */
record LowRankLinear(LinearKernel unchanged, LinearKernel down, LinearKernel up)
        implements LinearKernel {
    static LowRankLinear of(LinearKernel unchanged, SidePath side, Placement placement) {
        return new LowRankLinear(
                unchanged, kernel(side.down(), placement), kernel(side.up(), placement));
    }

    /** Floats, whatever the layer has: the two are small, and rounding would go into the sum. */
    private static LinearKernel kernel(Tensor matrix, Placement placement) {
        return placement
                .kernels()
                .linear(matrix.to(placement.dtype()), WeightFormat.FLOAT, placement.footprint());
    }

    @Override
    public Tensor multiply(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        // What is only added joins the smaller product, so that there is no pass for it.
        boolean added = epilogue.kind() == Epilogue.Kind.PLUS;
        return TensorScope.returning(() -> {
            Tensor between = down.multiply(x, Optional.empty(), Epilogue.none());
            Tensor side =
                    up.multiply(between, Optional.empty(), added ? epilogue : Epilogue.none());
            Tensor sum = unchanged.multiply(x, bias, Epilogue.plus(side));
            return added ? sum : epilogue.after(sum);
        });
    }

    @Override
    public List<Tensor> tensors() {
        return Stream.of(down, up).flatMap(kernel -> kernel.tensors().stream()).toList();
    }
}
