package dev.easel.server.job.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The order in which waiting things have their turn (start-time fair queueing, Goyal et al. 1996,
 * with every thing of weight 1): an owner who has a hundred things waiting delays another's first
 * one by one thing, not by a hundred. Not thread-safe.
 */
final class FairOrder<T> {
    /** How many may overtake the one whose turn it is. */
    static final int MOST_OVERTAKING = 8;

    private final List<Waiting<T>> waiting = new ArrayList<>();
    private final Map<String, Long> lastTurnOf = new HashMap<>();
    private long turn;
    private long arrivals;
    private int overtaken;

    private record Waiting<T>(String owner, long turn, long arrival, T thing) {}

    void add(String owner, T thing) {
        long mine = Math.max(turn, lastTurnOf.getOrDefault(owner, -1L) + 1);
        lastTurnOf.put(owner, mine);
        waiting.add(new Waiting<>(owner, mine, arrivals++, thing));
        waiting.sort(
                Comparator.<Waiting<T>>comparingLong(Waiting::turn)
                        .thenComparingLong(Waiting::arrival));
    }

    boolean removeIf(Predicate<T> condition) {
        if (!waiting.isEmpty() && condition.test(waiting.getFirst().thing())) {
            overtaken = 0;
        }
        return waiting.removeIf(w -> condition.test(w.thing()));
    }

    int size() {
        return waiting.size();
    }

    /** {@return all that wait, the next one first} */
    List<T> all() {
        return waiting.stream().map(Waiting::thing).toList();
    }

    /**
     * Takes the next: of those that are possible the first preferred one, else the first; and the
     * very first alone once it has been overtaken often enough.
     *
     * @param claimed asked at the end; where it says no, the thing stays where it is
     * @return absent where nothing is possible, or the one whose turn it must be is not yet
     */
    Optional<T> next(Predicate<T> preferred, Predicate<T> possible, Predicate<T> claimed) {
        var next =
                overtaken >= MOST_OVERTAKING
                        ? waiting.stream().findFirst().filter(w -> possible.test(w.thing()))
                        : first(preferred).or(() -> first(possible));
        return next.filter(w -> claimed.test(w.thing())).map(this::take);
    }

    private Optional<Waiting<T>> first(Predicate<T> condition) {
        return waiting.stream().filter(w -> condition.test(w.thing())).findFirst();
    }

    private T take(Waiting<T> next) {
        overtaken = waiting.getFirst().equals(next) ? 0 : overtaken + 1;
        waiting.remove(next);
        turn = Math.max(turn, next.turn());
        if (waiting.isEmpty()) {
            lastTurnOf.clear();
        }
        return next.thing();
    }
}
