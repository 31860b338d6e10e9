package dev.easel.server.request;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.server.billing.Usd;
import dev.easel.server.job.JobQueue.Readiness;
import dev.easel.server.job.JobState.Generating;
import dev.easel.server.job.MadePicture;
import dev.easel.server.job.Task;
import dev.easel.server.models.Lease;
import dev.easel.server.models.LoadedModels;
import dev.easel.server.models.ModelSource;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A task that one model does.
 *
 * @param <M> the loaded model
 * @param models those in memory, of which the task holds its own while it runs
 * @param terms what is known of it before the work
 */
record ModelTask<M extends AutoCloseable>(
        LoadedModels models, ModelSource<M> source, Terms terms, Maker<M> maker) implements Task {
    /** What is known of a task before the work. */
    record Terms(Summary summary, Usd cost, Usd charge, long heldBytes) {}

    /** Makes the pictures. */
    @FunctionalInterface
    interface Maker<M> {
        List<MadePicture> make(M model, Consumer<Generating> progress);
    }

    @Override
    public Summary summary() {
        return terms.summary();
    }

    @Override
    public Usd cost() {
        return terms.cost();
    }

    @Override
    public Usd charge() {
        return terms.charge();
    }

    @Override
    public long heldBytes() {
        return terms.heldBytes();
    }

    @Override
    public Readiness readiness() {
        return switch (models.readiness(source)) {
            case LOADED -> Readiness.LOADED;
            case POSSIBLE -> Readiness.POSSIBLE;
            case NOT_NOW -> Readiness.NOT_NOW;
        };
    }

    @Override
    public Optional<Work> claim() {
        return models.lease(source).map(lease -> new LeasedWork<>(lease, maker));
    }

    private record LeasedWork<M extends AutoCloseable>(Lease<M> lease, Maker<M> maker)
            implements Work {
        @Override
        public boolean isReady() {
            return lease.isLoaded();
        }

        @Override
        public void load() {
            lease.model();
        }

        @Override
        public List<MadePicture> make(Consumer<Generating> progress) {
            try {
                return maker.make(lease.model(), progress);
            } catch (CheckpointException e) { // weights are read when they are first used
                lease.giveUp();
                throw e;
            }
        }

        @Override
        public void close() {
            lease.close();
        }
    }
}
