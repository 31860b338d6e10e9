package dev.easel.architecture;

import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules of an architecture test as a table of Markdown, read from its source: each field of
 * type {@code Map<String, Set<String>>} is a column, the first one names the packages.
 */
final class RuleTable {
    private static final Pattern FIELD =
            Pattern.compile("Map<String, Set<String>> (\\w+) =(.*?);\n", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("\"([\\w.]+)\",\\s*Set\\.of\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("\"([\\w.]+)\"");

    private final List<String> headings = new ArrayList<>();
    private final List<Map<String, List<String>>> columns = new ArrayList<>();

    private RuleTable() {}

    static RuleTable of(Path architectureTest) throws IOException {
        var table = new RuleTable();
        var field = FIELD.matcher(Files.readString(architectureTest));
        while (field.find()) {
            table.headings.add(field.group(1).toLowerCase(Locale.ROOT).replace('_', ' '));
            table.columns.add(rows(field.group(2)));
        }
        if (table.columns.isEmpty() || table.columns.getFirst().isEmpty()) {
            throw new IllegalStateException("no rule table in " + architectureTest);
        }
        return table;
    }

    private static Map<String, List<String>> rows(String source) {
        var rows = new LinkedHashMap<String, List<String>>();
        var row = ROW.matcher(source);
        while (row.find()) {
            var names = NAME.matcher(row.group(2)).results().map(name -> name.group(1));
            rows.put(row.group(1), names.sorted().toList());
        }
        return rows;
    }

    /** {@return the table, every package above those that it may use} */
    String markdown() {
        var lines = new ArrayList<String>();
        lines.add("| package | " + String.join(" | ", headings) + " |");
        lines.add("|---".repeat(headings.size() + 1) + "|");
        columns.getFirst().keySet().stream()
                .sorted(comparingInt(this::level).reversed().thenComparing(name -> name))
                .map(this::line)
                .forEach(lines::add);
        return String.join("\n", lines) + "\n";
    }

    private String line(String name) {
        return columns.stream()
                .map(column -> " " + code(column.getOrDefault(name, List.of())) + "|")
                .collect(Collectors.joining("", "| `" + name + "` |", ""));
    }

    private static String code(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "))
                + (names.isEmpty() ? "" : " ");
    }

    /** 0 for what uses nothing; the table has no cycles, which ArchUnit checks. */
    private int level(String name) {
        var used = columns.getFirst().getOrDefault(name, List.of());
        return used.stream().mapToInt(other -> level(other) + 1).max().orElse(0);
    }
}
