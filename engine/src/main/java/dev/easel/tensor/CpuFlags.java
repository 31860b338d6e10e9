package dev.easel.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

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
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line ->
                            Set.copyOf(
                                    Set.of(
                                            line.substring(line.indexOf(':') + 1)
                                                    .trim()
                                                    .split(" +"))))
                    .orElse(Set.of());
        } catch (IOException e) {
            return Set.of();
        }
    }
}
