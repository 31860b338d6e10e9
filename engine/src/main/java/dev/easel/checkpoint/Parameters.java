package dev.easel.checkpoint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What was made of the tensors of a part, by their keys, so that the same part with other adapters
 * shares what they do not change. Filled by one thread, read by any.
 */
final class Parameters {
    private final Map<List<String>, Object> made = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Optional<Changed> changed;

    /** Whose parameters are shared, and what is not. */
    private record Changed(Parameters shared, WeightChanges changes) {
        boolean touches(List<String> keys) {
            return keys.stream().anyMatch(changes::touches);
        }
    }

    private Parameters(Optional<Changed> changed) {
        this.changed = changed;
    }

    static Parameters unchanged() {
        return new Parameters(Optional.empty());
    }

    /** {@return the same with some changed; the others are shared} */
    Parameters with(WeightChanges changes) {
        return new Parameters(Optional.of(new Changed(this, changes)));
    }

    /**
     * {@return what is made of some tensors}
     *
     * @param unchanged makes it where nobody did so before
     * @param change makes it of the changed tensors; it is given what makes the unchanged one
     */
    <T> T get(
            Class<T> type,
            List<String> keys,
            Supplier<T> unchanged,
            BiFunction<WeightChanges, Supplier<T>, T> change) {
        Supplier<T> shared = new Once<>(() -> shared(type, keys).orElseGet(unchanged));
        T parameter =
                changed.filter(c -> c.touches(keys))
                        .map(c -> change.apply(c.changes(), shared))
                        .orElseGet(shared);
        used.addAll(keys);
        made.put(keys, parameter);
        return parameter;
    }

    private <T> Optional<T> shared(Class<T> type, List<String> keys) {
        return changed.map(c -> c.shared().made.get(keys)).map(type::cast);
    }

    /** {@return whether a tensor was asked for} */
    private boolean uses(String key) {
        return used.contains(key);
    }

    /** Checks that every tensor was asked for, but for those that are ignored. */
    void requireAllUsed(WeightSource source, Predicate<String> ignored) {
        List<String> left =
                source.keys().stream()
                        .filter(key -> !uses(key) && !ignored.test(key))
                        .map(source::described)
                        .sorted()
                        .toList();
        if (!left.isEmpty()) {
            throw new CheckpointException(
                    "%s: %d tensors are not part of the model that the configuration describes: %s%s"
                            .formatted(
                                    source.name(),
                                    left.size(),
                                    String.join(", ", left.subList(0, Math.min(3, left.size()))),
                                    left.size() > 3 ? ", ..." : ""));
        }
    }

    /** What is made at the first call, whoever asks again. */
    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> maker;
        private Optional<T> made = Optional.empty();

        Once(Supplier<T> maker) {
            this.maker = maker;
        }

        @Override
        public T get() {
            T value = made.orElseGet(maker);
            made = Optional.of(value);
            return value;
        }
    }
}
