package dev.easel.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The processor and its instruction sets, as Linux lists them. */
public final class CpuFlags {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private CpuFlags() {}

    /** {@return the flags of the first core; none where there is no such list} */
    public static Set<String> present() {
        return of(lines().stream());
    }

    static Set<String> of(Stream<String> cpuinfo) {
        return value(cpuinfo, "flags")
                .map(flags -> Set.copyOf(List.of(flags.split(" +")))) // some list a flag twice
                .orElse(Set.of());
    }

    /** {@return what the processor calls itself; "unknown" where there is no such list} */
    public static String modelName() {
        return value(lines().stream(), "model name").orElse("unknown");
    }

    private static Optional<String> value(Stream<String> cpuinfo, String name) {
        return cpuinfo.filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).trim());
    }

    private static List<String> lines() {
        if (!Files.isReadable(CPUINFO)) {
            return List.of();
        }
        try {
            return Files.readAllLines(CPUINFO);
        } catch (IOException _) {
            return List.of();
        }
    }
}
