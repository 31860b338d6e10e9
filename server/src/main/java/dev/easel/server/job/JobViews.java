package dev.easel.server.job;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;

/** Looks at jobs, those that are worked on and those of the past. Thread-safe. */
@Component
public final class JobViews {
    private final JobStore store;
    private final ActiveJobs active;
    private final JobQueue queue;
    private final PictureStore pictures;

    JobViews(JobStore store, ActiveJobs active, JobQueue queue, PictureStore pictures) {
        this.store = store;
        this.active = active;
        this.queue = queue;
        this.pictures = pictures;
    }

    /** {@return the kept jobs that a search finds, newest first} */
    public List<JobView> find(JobSearch search) {
        var found = store.find(search);
        var refs = pictures.of(found.stream().map(StoredJob::id).toList());
        var waiting = queue.waiting();
        return found.stream().map(stored -> view(stored, refs, waiting)).toList();
    }

    /** {@return whether a search begins at the newest job or behind one of its owner} */
    public boolean isPlace(JobSearch search) {
        return store.isPlace(search);
    }

    private JobView view(StoredJob stored, Map<UUID, List<PictureRef>> refs, List<UUID> waiting) {
        if (stored.hasEnded()) {
            return ended(stored, refs.getOrDefault(stored.id(), List.of()), waiting);
        }
        var now = active.state(stored.id()).filter(state -> !state.isFinal());
        if (now.isPresent()) {
            return view(stored, now.get(), List.of(), waiting);
        }
        // one that was at work a moment ago has ended since
        var newer = store.find(stored.id()).orElse(stored);
        return ended(newer, pictures.of(stored.id()), waiting);
    }

    private JobView ended(StoredJob stored, List<PictureRef> of, List<UUID> waiting) {
        return view(stored, StoredStates.last(stored, of, StoredStates.LOST), of, waiting);
    }

    /**
     * {@return what a job's row says of it; absent where it has been deleted}
     *
     * @param id of a job that belongs to who asks
     */
    public Optional<StoredJob> stored(UUID id) {
        return store.find(id);
    }

    /** {@return a job in a state, as it is seen now} */
    public JobView view(StoredJob stored, JobState state) {
        var of = state instanceof JobState.Done done ? done.pictures() : List.<PictureRef>of();
        return view(stored, state, of, queue.waiting());
    }

    private JobView view(
            StoredJob stored, JobState state, List<PictureRef> of, List<UUID> waiting) {
        int position = state instanceof JobState.Queued ? waiting.indexOf(stored.id()) : -1;
        return new JobView(
                stored,
                state,
                of,
                position < 0 ? OptionalInt.empty() : OptionalInt.of(position),
                secondsLeft(
                        stored.id(),
                        state,
                        position < 0 ? List.of() : waiting.subList(0, position)));
    }

    private OptionalDouble secondsLeft(UUID id, JobState state, List<UUID> ahead) {
        return switch (state) {
            case JobState.Generating _ -> active.times().left(id);
            case JobState.Queued _ ->
                    active.find(id)
                            .map(job -> active.times().untilDone(job, here(ahead)))
                            .orElseGet(OptionalDouble::empty);
            case JobState.Done _, JobState.Failed _, JobState.Cancelled _ -> OptionalDouble.empty();
        };
    }

    private List<ActiveJob> here(List<UUID> ids) {
        return ids.stream().flatMap(id -> active.find(id).stream()).toList();
    }
}
