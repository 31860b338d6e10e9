package dev.easel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How large things may grow, in all modules, tests included. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BudgetTest {
    private static final Path PROJECT =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    private final List<JavaSource> main = new ArrayList<>();
    private final List<JavaSource> all = new ArrayList<>();

    @BeforeAll
    void readAllSources() throws IOException {
        try (var folders = Files.list(PROJECT)) {
            for (var module : folders.filter(f -> Files.exists(f.resolve("pom.xml"))).toList()) {
                main.addAll(JavaSource.below(module.resolve("src/main/java")));
                all.addAll(JavaSource.below(module.resolve("src/test/java")));
            }
        }
        all.addAll(main);
        assertThat(main).isNotEmpty();
    }

    @Test
    void aFileHasAtMost400Lines() {
        assertThat(all).filteredOn(source -> source.lines() > 400).isEmpty();
    }

    @Test
    void theMedianFileHasAtMost70Lines() {
        var lines = main.stream().mapToLong(JavaSource::lines).sorted().toArray();
        assertThat(lines[lines.length / 2]).isLessThanOrEqualTo(70);
    }

    @Test
    void aMethodHasAtMost40Lines() {
        assertThat(methods(method -> method.lines() > 40)).isEmpty();
    }

    @Test
    void aMethodHasAtMost5Parameters() {
        assertThat(methods(method -> method.parameters() > 5)).isEmpty();
    }

    @Test
    void tensorHasAtMost2300Lines() {
        assertThat(linesOf("tensor")).isPositive().isLessThanOrEqualTo(2300);
    }

    @Test
    void kernelsHaveAtMost4500Lines() {
        assertThat(linesOf("kernels")).isPositive().isLessThanOrEqualTo(4500);
    }

    private long linesOf(String module) {
        return mainOf(module).stream().mapToLong(JavaSource::lines).sum();
    }

    @Test
    void theEngineHasAtMost139PublicTypes() {
        assertThat(mainOf("engine"))
                .flatExtracting(JavaSource::publicTypes)
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(139);
    }

    @Test
    void thePackagesOfTheLibraryHaveNoCycles() {
        var uses = packagesUsedBy(mainOf("tensor", "kernels", "pictures", "engine"));
        var left = new TreeSet<>(uses.keySet());
        // Takes packages away that use none of those left: only packages in or above a cycle stay.
        boolean changed = true;
        while (changed) {
            changed =
                    left.removeIf(
                            name -> Collections.disjoint(uses.getOrDefault(name, Set.of()), left));
        }
        assertThat(left).isEmpty();
    }

    @Test
    void onlyTensorAndKernelsKnowLibTorch() {
        var allowed = mainOf("tensor", "kernels");
        assertThat(main)
                .filteredOn(source -> !allowed.contains(source))
                .flatExtracting(JavaSource::imports)
                .noneMatch(name -> name.toString().startsWith("org.bytedeco."));
    }

    private List<JavaSource> mainOf(String... modules) {
        return main.stream()
                .filter(source ->
                        Stream.of(modules)
                                .anyMatch(m -> source.file().startsWith(PROJECT.resolve(m))))
                .toList();
    }

    /** {@return each package with the other ones that its files import} */
    private static Map<String, Set<String>> packagesUsedBy(List<JavaSource> sources) {
        var uses = new TreeMap<String, Set<String>>();
        sources.forEach(source -> uses.put(source.packageName(), new TreeSet<>()));
        for (var source : sources) {
            for (var name : source.imports()) {
                uses.keySet().stream()
                        .filter(used -> name.startsWith(used + "."))
                        .max(Comparator.comparingInt(String::length))
                        .filter(used -> !used.equals(source.packageName()))
                        .ifPresent(used ->
                                uses.computeIfAbsent(source.packageName(), _ -> new TreeSet<>())
                                        .add(used));
            }
        }
        return uses;
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        var packages = new TreeSet<Path>();
        main.forEach(source -> packages.add(Objects.requireNonNull(source.file().getParent())));
        for (var folder : packages) {
            assertThat(folder.resolve("package-info.java")).isRegularFile();
            assertThat(Files.readString(folder.resolve("package-info.java"), UTF_8))
                    .contains("@NullMarked\npackage ");
        }
    }

    /** Classes run side by side in these modules: what one counts, another may change. */
    @Test
    void testsThatCountNativeMemoryRunAlone() {
        assertThat(all)
                .filteredOn(source -> source.file().toString().endsWith("Test.java"))
                .filteredOn(source ->
                        Stream.of("engine", "server", "cli")
                                .anyMatch(m -> source.file().startsWith(PROJECT.resolve(m))))
                .filteredOn(source ->
                        source.imports().contains("org.bytedeco.javacpp.Pointer")
                                || source.imports().contains("dev.easel.tensor.NativeMemory"))
                .isNotEmpty()
                .allMatch(source ->
                        source.imports().contains("org.junit.jupiter.api.parallel.Isolated"));
    }

    private interface Excess {
        boolean in(JavaSource.Method method);
    }

    private List<String> methods(Excess excess) {
        return all.stream()
                .flatMap(source ->
                        source.methods().stream()
                                .filter(excess::in)
                                .map(m -> PROJECT.relativize(source.file()) + ": " + m))
                .toList();
    }
}
