package dev.easel.server.protocol.a1111;

import dev.easel.server.job.JobState;

import org.springframework.stereotype.Component;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tasks that clients wait for, by owner: nobody sees those of another. Thread-safe. */
@Component
final class RunningTasks {
    /** As many as A1111 remembers. */
    private static final int MOST_FINISHED = 16;

    private final Map<String, Tasks> owners = new HashMap<>();

    private static final class Tasks {
        final List<RunningTask> running = new ArrayList<>();
        final Deque<String> finished = new ArrayDeque<>();
    }

    synchronized void begin(String owner, RunningTask task) {
        owners.computeIfAbsent(owner, _ -> new Tasks()).running.add(task);
    }

    synchronized void end(String owner, RunningTask task) {
        var tasks = owners.computeIfAbsent(owner, _ -> new Tasks());
        tasks.running.remove(task);
        tasks.finished.addLast(task.id());
        if (tasks.finished.size() > MOST_FINISHED) {
            tasks.finished.removeFirst();
        }
    }

    /** {@return an owner's tasks in the order in which they came} */
    synchronized List<RunningTask> of(String owner) {
        return Optional.ofNullable(owners.get(owner))
                .map(tasks -> List.copyOf(tasks.running))
                .orElse(List.of());
    }

    /** {@return whether an owner's task of an id has ended, of the last ones} */
    synchronized boolean hasFinished(String owner, String id) {
        return Optional.ofNullable(owners.get(owner))
                .filter(tasks -> tasks.finished.contains(id))
                .isPresent();
    }

    /** {@return those that are worked on} */
    List<RunningTask> working(String owner) {
        return of(owner).stream()
                .filter(task -> task.state() instanceof JobState.Generating)
                .toList();
    }

    /** {@return those that wait} */
    List<RunningTask> waiting(String owner) {
        return of(owner).stream().filter(task -> task.state() instanceof JobState.Queued).toList();
    }

    /** {@return the one that is told of: the first that is worked on, else the first that waits} */
    Optional<RunningTask> current(String owner) {
        return working(owner).stream().findFirst().or(() -> waiting(owner).stream().findFirst());
    }
}
