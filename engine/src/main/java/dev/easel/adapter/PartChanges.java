package dev.easel.adapter;

import dev.easel.adapter.ModelAdapters.Applied;
import dev.easel.checkpoint.StoredWeight;
import dev.easel.checkpoint.WeightChanges;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The changes of a part of a model. Low-rank ones are computed beside the layer's own kernel, which
 * stays as it is, be it of bytes or packed; all others are added to the weight as the checkpoint
 * has it, of which the layer gets a new kernel.
 *
 * @param updates by the key of the tensor
 * @param files of the adapters, open
 */
record PartChanges(Map<String, List<Applied>> updates, Map<Adapter, AdapterTensors> files)
        implements WeightChanges {
    @Override
    public boolean touches(String key) {
        return updates.containsKey(key);
    }

    @Override
    public Tensor tensor(String key, Tensor stored) {
        Tensor sum = stored;
        for (var applied : on(key)) {
            Tensor before = sum;
            sum =
                    TensorScope.returning(() ->
                            before.add(
                                    applied.update()
                                            .delta(tensors(applied), stored)
                                            .mul(applied.weight())));
        }
        return sum;
    }

    @Override
    public LinearKernel linear(
            StoredWeight stored, Supplier<LinearKernel> unchanged, Placement placement) {
        return sidePath(stored, placement)
                .<LinearKernel>map(side -> LowRankLinear.of(unchanged.get(), side, placement))
                .orElseGet(() -> {
                    Tensor weight = Matrices.of(merged(stored));
                    return placement.linear(weight.to(placement.dtype()));
                });
    }

    @Override
    public ConvolutionKernel convolution(
            StoredWeight stored,
            Geometry geometry,
            Supplier<ConvolutionKernel> unchanged,
            Placement placement) {
        return sidePath(stored, placement)
                .<ConvolutionKernel>map(side ->
                        LowRankConvolution.of(
                                unchanged.get(), side.shaped(stored.each()), geometry, placement))
                .orElseGet(() ->
                        placement.convolution(merged(stored).to(placement.dtype()), geometry));
    }

    /** {@return the changes as one low-rank product, where all of them are such} */
    private Optional<SidePath> sidePath(StoredWeight stored, Placement placement) {
        boolean low =
                stored.rows().stream()
                        .flatMap(rows -> on(rows.key()).stream())
                        .allMatch(applied ->
                                applied.update() instanceof LowRank rank && rank.isProduct());
        return low
                ? Optional.of(
                        SidePath.join(
                                stored.rows().stream().map(rows -> block(rows, placement)).toList(),
                                placement.device()))
                : Optional.empty();
    }

    private SidePath.Block block(StoredWeight.Rows rows, Placement placement) {
        var pairs =
                on(rows.key()).stream()
                        .flatMap(applied ->
                                applied.update() instanceof LowRank low
                                        ? Stream.of(pair(applied, low, placement))
                                        : Stream.empty())
                        .toList();
        return new SidePath.Block(rows.first(), rows.count(), pairs);
    }

    private SidePath.Pair pair(Applied applied, LowRank low, Placement placement) {
        var adapter = tensors(applied);
        return new SidePath.Pair(
                low.down(adapter, placement.device()),
                low.up(adapter, placement.device()).mul(applied.weight()));
    }

    /** {@return the rows of the changed tensors, one below the other, in float32} */
    private Tensor merged(StoredWeight stored) {
        return Tensor.cat(
                stored.rows().stream()
                        .map(rows ->
                                TensorScope.returning(() ->
                                        tensor(rows.key(), stored.read(rows))
                                                .to(DType.F32)
                                                .narrow(0, rows.first(), rows.count())))
                        .toList(),
                0);
    }

    private List<Applied> on(String key) {
        return updates.getOrDefault(key, List.of());
    }

    private AdapterTensors tensors(Applied applied) {
        return Optional.ofNullable(files.get(applied.adapter())).orElseThrow();
    }

    @Override
    public void close() {
        files.values().forEach(AdapterTensors::close);
    }
}
