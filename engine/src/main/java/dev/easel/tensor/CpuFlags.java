package dev.easel.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The instruction sets of the processor, as Linux lists them. */
final class CpuFlags {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private CpuFlags() {}

    /** {@return the flags of the first core; none where there is no such list} */
    static Set<String> present() {
        if (!Files.isReadable(CPUINFO)) {
            return Set.of();
        }
        try (var lines = Files.lines(CPUINFO)) {
            return of(lines);
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
    }

    static Set<String> of(Stream<String> cpuinfo) {
        return cpuinfo.filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).trim().split(" +"))
                .map(flags -> Set.copyOf(List.of(flags))) // some kernels list a flag twice
                .orElse(Set.of());
    }
}
