package dev.easel.cli;

import dev.easel.bench.BenchmarkReport;
import dev.easel.bench.BenchmarkReport.Stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Shows what was measured, to people and to programs. */
final class BenchTable {
    private static final double GIGA = 1e9;

    private BenchTable() {}

    /** {@return the lines of a table} */
    static List<String> lines(BenchmarkReport report) {
        var size = report.size();
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s, %dx%d, %s, %s with %d threads"
                        .formatted(
                                report.model(),
                                size.width(),
                                size.height(),
                                Choices.lowerCase(report.precision()),
                                report.device(),
                                report.threads()));
        lines.add("");
        lines.add(row("", "seconds", "GFLOPS", "of peak"));
        report.stages().forEach(stage -> lines.add(row(stage, report.matmulGflops())));
        lines.add(row("matrix product (peak)", "", number(report.matmulGflops()), ""));
        lines.add("");
        lines.add(
                "UNet call: one %s%s. Text encoding: prompt and negative prompt."
                        .formatted(
                                report.guided()
                                        ? "guided step (batch 2)"
                                        : "step without guidance (batch 1)",
                                merged(tokenMerging(report))));
        lines.add(
                "Weights %s, most memory of the process %s."
                        .formatted(
                                gigabytes(report.modelBytes()), memory(report.peakMemoryBytes())));
        return lines;
    }

    private static double tokenMerging(BenchmarkReport report) {
        return report.request().sampling().shortcuts().tokenMerging();
    }

    private static String merged(double share) {
        return share == 0 ? "" : ", " + Math.round(100 * share) + " % of the tokens merged";
    }

    private static String row(Stage stage, double peak) {
        return row(
                stage.name(),
                String.format(Locale.ROOT, "%.4f", stage.seconds()),
                number(stage.gflops()),
                Math.round(100 * stage.gflops() / peak) + " %");
    }

    private static String row(String name, String seconds, String gflops, String share) {
        return "%-24s %10s %10s %9s".formatted(name, seconds, gflops, share).stripTrailing();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / GIGA);
    }

    private static String memory(OptionalLong bytes) {
        return bytes.isPresent() ? gigabytes(bytes.getAsLong()) : "n/a";
    }

    /** What {@code --json} prints; the peak is null where the system does not tell. */
    record Json(
            String model,
            int width,
            int height,
            String precision,
            String device,
            int threads,
            int repeats,
            double tokenMerging,
            boolean guided,
            double matmulGflops,
            List<JsonStage> stages,
            long modelBytes,
            OptionalLong peakMemoryBytes) {}

    /** A stage; {@code shareOfPeak} is of the matrix product, from 0 to about 1. */
    record JsonStage(String name, double seconds, double gflop, double gflops, double shareOfPeak) {
        static JsonStage of(Stage stage, double peak) {
            return new JsonStage(
                    stage.name(),
                    stage.seconds(),
                    stage.flop() / GIGA,
                    stage.gflops(),
                    stage.gflops() / peak);
        }
    }

    static Json json(BenchmarkReport report, int repeats) {
        double peak = report.matmulGflops();
        return new Json(
                report.model(),
                report.size().width(),
                report.size().height(),
                Choices.lowerCase(report.precision()),
                report.device().toString(),
                report.threads(),
                repeats,
                tokenMerging(report),
                report.guided(),
                peak,
                report.stages().stream().map(stage -> JsonStage.of(stage, peak)).toList(),
                report.modelBytes(),
                report.peakMemoryBytes());
    }
}
