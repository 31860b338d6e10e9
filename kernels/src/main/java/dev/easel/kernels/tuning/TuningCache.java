package dev.easel.tensor;

import dev.easel.cache.CacheFolder;

import org.bytedeco.pytorch.global.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Which kernels were found to be the fastest on this machine, kept in a file: another run need not
 * measure again, and makes the same bits. Deleting the file is always safe, and where it cannot be
 * read or written each process measures for itself. Thread-safe.
 */
final class TuningCache {
    private static final String SEPARATOR = " = ";

    private final Path file;
    private final Map<String, String> choices;

    private TuningCache(Path file, Map<String, String> choices) {
        this.file = file;
        this.choices = choices;
    }

    static TuningCache ofThisMachine() {
        return OfThisMachine.CHOICES;
    }

    static TuningCache in(Path file) {
        return new TuningCache(file, read(file));
    }

    /** {@return the way that is kept, or that is found by measuring and kept from now on} */
    <W extends Enum<W>> W keptOr(String question, Class<W> ways, Supplier<W> measured) {
        return find(question)
                .flatMap(name -> PinnedOption.named(ways, name))
                .orElseGet(() -> {
                    W way = measured.get();
                    remember(question, way.name());
                    return way;
                });
    }

    private synchronized Optional<String> find(String question) {
        return Optional.ofNullable(choices.get(question));
    }

    private synchronized void remember(String question, String choice) {
        choices.put(question, choice);
        try {
            write();
        } catch (IOException _) {
            // What cannot be kept is measured again.
        }
    }

    /** Whole or not at all: another process may read or write at the same time. */
    private void write() throws IOException {
        var all = read(file); // with what another process has found meanwhile
        all.putAll(choices);
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(folder, "kernels-new-", ".txt");
        try {
            Files.write(
                    fresh,
                    all.entrySet().stream()
                            .map(entry -> entry.getKey() + SEPARATOR + entry.getValue())
                            .toList());
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static Map<String, String> read(Path file) {
        var choices = new TreeMap<String, String>();
        if (!Files.isReadable(file)) {
            return choices;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(SEPARATOR, 2);
                if (parts.length == 2) {
                    choices.put(parts[0], parts[1]);
                }
            }
        } catch (IOException _) {
            choices.clear(); // not a text: as if it were not there
        }
        return choices;
    }

    /**
     * Another processor, number of threads or LibTorch is another machine, and so is a java that
     * compiles in another way.
     */
    private static final class OfThisMachine {
        static final TuningCache CHOICES = in(file());

        /** Counted up where ways change, or what they are tried with: then all is measured anew. */
        private static final int EDITION = 2;

        private static Path file() {
            String machine =
                    String.join(
                            " ",
                            String.valueOf(EDITION),
                            CpuFlags.modelName(),
                            String.valueOf(ComputeThreads.get()),
                            String.valueOf(torch.class.getPackage().getImplementationVersion()),
                            System.getProperty("java.vm.info", "").replace(", sharing", ""));
            String name = machine.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
            return CacheFolder.ofUser().resolve("kernels-" + name + ".txt");
        }
    }
}
