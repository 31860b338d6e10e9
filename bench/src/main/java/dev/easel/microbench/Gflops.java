package dev.easel.microbench;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

import java.util.List;

/** Adds 10^9 operations per second to each result, where operations were counted. */
public final class Gflops implements InternalProfiler {
    /** Of one call. JMH gives a profiler no way to the benchmark, but both share a process. */
    private static volatile double flop;

    static void setFlop(double flopOfOneCall) {
        flop = flopOfOneCall;
    }

    @Override
    public String getDescription() {
        return "10^9 floating-point operations per second, for average times";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

    @Override
    public List<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double nanoseconds =
                result.getPrimaryResult().getScore() * benchmark.getTimeUnit().toNanos(1);
        return flop == 0
                ? List.of()
                : List.of(
                        new ScalarResult(
                                "gflops", flop / nanoseconds, "GFLOPS", AggregationPolicy.AVG));
    }
}
