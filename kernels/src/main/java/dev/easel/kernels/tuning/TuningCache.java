package dev.easel.kernels.tuning;

import dev.easel.kernels.brgemm.IsaLimit;
import dev.easel.tensor.ComputeThreads;
import dev.easel.tensor.CpuFlags;
import dev.easel.tensor.KernelSettings;
import dev.easel.tensor.KernelSettings.Turn;

import org.bytedeco.pytorch.global.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Which kernels were found to be the fastest on this machine, kept in a file: another run need not
 * measure again, and makes the same bits. Deleting the file is always safe, and where it cannot be
 * read or written each process measures for itself. Thread-safe.
 */
public final class TuningCache {
    private static final String SEPARATOR = " = ";

    /** Counted up where algorithms change, or their probes: then all is measured again. */
    private static final int EDITION = 3;

    /** Lines of the file; of more the oldest leave it. Known models have a hundred together. */
    private static final int MOST = 1000;

    /** Flags of instructions that kernels are written in. */
    private static final Predicate<String> OF_VECTORS =
            Pattern.compile("(avx|amx|fma|sse4|f16c).*").asMatchPredicate();

    private final Optional<Path> file;
    private final Turn turn;
    private final Map<String, String> choices;

    private TuningCache(Optional<Path> file, Turn turn) {
        this.file = file;
        this.turn = turn;
        choices = file.map(TuningCache::read).orElseGet(LinkedHashMap::new);
    }

    /** {@return what was measured on this machine with this LibTorch} */
    public static TuningCache of(KernelSettings settings) {
        return new TuningCache(
                settings.cache().map(folder -> folder.resolve(nameOfFile())), settings.turn());
    }

    static TuningCache in(Path file) {
        return new TuningCache(Optional.of(file), KernelSettings.none().turn());
    }

    /**
     * {@return the option that is kept, or that is found by measuring and kept from now on}
     *
     * @param suitable the options on this machine: what is kept and is none of them is measured
     * @param measured done in the device's turn
     */
    <E extends Enum<E>> E keptOr(String question, List<E> suitable, Supplier<E> measured) {
        return find(question, suitable)
                .orElseGet(() ->
                        turn.take(() ->
                                find(question, suitable) // by another thread meanwhile
                                        .orElseGet(() -> remember(question, measured.get()))));
    }

    private synchronized <E extends Enum<E>> Optional<E> find(String question, List<E> suitable) {
        String name = choices.getOrDefault(question, "");
        return suitable.stream().filter(it -> it.name().equalsIgnoreCase(name)).findFirst();
    }

    private synchronized <E extends Enum<E>> E remember(String question, E choice) {
        choices.put(question, choice.name());
        try {
            write();
        } catch (IOException _) {
            // What cannot be kept is measured again.
        }
        return choice;
    }

    /** Forgets what was measured, here and in the file. */
    public synchronized void clear() {
        choices.clear();
        try {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException _) {
            // As where it cannot be written.
        }
    }

    /** Whole or not at all: another process may read or write at the same time. */
    private void write() throws IOException {
        if (file.isEmpty()) {
            return;
        }
        var all = read(file.get()); // with what another process has found meanwhile
        all.putAll(choices);
        Path folder = Files.createDirectories(file.get().toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(folder, "kernels-new-", ".txt");
        try {
            Files.write(
                    fresh,
                    all.entrySet().stream()
                            .skip(Math.max(0, all.size() - MOST))
                            .map(entry -> entry.getKey() + SEPARATOR + entry.getValue())
                            .toList());
            Files.move(fresh, file.get(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static Map<String, String> read(Path file) {
        var choices = new LinkedHashMap<String, String>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(SEPARATOR, 2);
                if (parts.length == 2) {
                    choices.put(parts[0], parts[1]);
                }
            }
        } catch (IOException _) {
            // None yet, or not a text: nothing is known.
        }
        return choices;
    }

    /**
     * Another processor, instruction set, number of threads or LibTorch is another machine, and so
     * is a Java that compiles in another way. Processors of a cloud share names, so it is their
     * flags that tell them apart.
     */
    private static String nameOfFile() {
        var flags = new TreeSet<String>();
        CpuFlags.present().stream().filter(OF_VECTORS).forEach(flags::add);
        String machine =
                String.join(
                        " ",
                        String.valueOf(EDITION),
                        CpuFlags.modelName(),
                        Integer.toHexString(flags.hashCode()),
                        IsaLimit.value(),
                        String.valueOf(ComputeThreads.get()),
                        String.valueOf(torch.class.getPackage().getImplementationVersion()),
                        System.getProperty("java.vm.info", "").replace(", sharing", ""));
        String name = machine.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
        return "kernels-" + name + ".txt";
    }
}
