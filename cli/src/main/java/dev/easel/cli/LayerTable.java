package dev.easel.cli;

import dev.easel.tensor.Profile.Cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows where the time goes, by layer. */
final class LayerTable {
    private static final int ROWS = 20;

    /** What tells a layer from another: who asks, its kind, and the operation. */
    private static final int INNERMOST = 3;

    /** Between a layer and who asks for it: how it is applied, which says nothing of the layer. */
    private static final Set<String> BETWEEN =
            Set.of("NormSiluConv", "RowTiledLayers", "RowTiling");

    private final Map<List<String>, Cost> costs;

    LayerTable(Map<List<String>, Cost> costs) {
        this.costs = costs;
    }

    /** {@return the lines of a table, the dearest first} */
    List<String> lines() {
        var byLayer =
                costs.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> layer(entry.getKey()),
                                        Map.Entry::getValue,
                                        Cost::plus));
        long all = costs.values().stream().mapToLong(Cost::nanos).sum();
        List<String> lines = new ArrayList<>();
        lines.add("%-48s %10s %7s %7s".formatted("one UNet call, one decoding", "s", "%", "calls"));
        byLayer.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((a, b) -> Long.compare(b.nanos(), a.nanos())))
                .limit(ROWS)
                .map(entry -> row(entry.getKey(), entry.getValue(), all))
                .forEach(lines::add);
        return lines;
    }

    private static String layer(List<String> path) {
        var layers = path.stream().filter(name -> !BETWEEN.contains(name)).toList();
        return String.join(
                " > ", layers.subList(Math.max(0, layers.size() - INNERMOST), layers.size()));
    }

    private static String row(String layer, Cost cost, long all) {
        return String.format(
                Locale.ROOT,
                "%-48s %10.4f %7.1f %7d",
                layer,
                cost.nanos() / 1e9,
                100.0 * cost.nanos() / all,
                cost.calls());
    }

    /**
     * {@return a line for each place in the networks, with its microseconds} It is what flame
     * graphs are drawn of: {@code UNet;Blocks;DownBlock;Layer;ResnetBlock;Conv2d;conv2d 1234}.
     */
    List<String> folded() {
        return costs.entrySet().stream()
                .map(entry ->
                        String.join(";", entry.getKey()) + " " + entry.getValue().nanos() / 1000)
                .sorted()
                .toList();
    }
}
