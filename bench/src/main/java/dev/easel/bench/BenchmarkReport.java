package dev.easel.bench;

import dev.easel.model.Precision;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.TextToImage;
import dev.easel.tensor.Device;

import java.util.List;
import java.util.OptionalLong;

/**
 * What was measured.
 *
 * @param request of the whole picture, nothing in it open but its seed
 * @param guided whether a UNet call predicts for a guided pair of prompts, not for one
 * @param threads that computed
 * @param precision of the UNet, and of the matrix product
 * @param modelBytes that the weights take
 * @param matmulGflops 10^9 operations per second of a large matrix product on this machine
 * @param peakMemoryBytes the most memory that this process had so far; absent where the operating
 *     system does not tell
 */
public record BenchmarkReport(
        String model,
        TextToImage request,
        boolean guided,
        Device device,
        int threads,
        Precision precision,
        long modelBytes,
        double matmulGflops,
        List<Stage> stages,
        OptionalLong peakMemoryBytes) {
    public BenchmarkReport {
        stages = List.copyOf(stages);
    }

    /** {@return the size of the picture} */
    public ImageSize size() {
        return ImageSize.of(request);
    }

    /**
     * A part of the work.
     *
     * @param name in words
     * @param seconds the median
     * @param flop floating-point operations, a multiply-add being two
     */
    public record Stage(String name, double seconds, double flop) {
        /** {@return 10^9 operations per second} */
        public double gflops() {
            return flop / seconds / 1e9;
        }
    }
}
