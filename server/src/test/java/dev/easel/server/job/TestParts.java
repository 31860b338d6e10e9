package dev.easel.server.job;

import dev.easel.server.billing.Accounts;
import dev.easel.server.billing.Usd;
import dev.easel.server.storage.TestDatabase;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What jobs consist of, put together for tests. */
public final class TestParts {
    public static final Usd COST = Usd.of("0.3");

    private TestParts() {}

    public static JobStore store(TestDatabase database) {
        var clock = Clock.systemUTC();
        var accounts = new Accounts(database.client(), clock);
        return new JobStore(database.client(), database.transactions(), accounts, clock);
    }

    public static ActiveJobs active(JobEvents events, PictureStore pictures) {
        return new ActiveJobs(events, pictures);
    }

    public static JobRunner runner(JobStore store, ActiveJobs active, PictureStore pictures) {
        return new JobRunner(store, active, pictures);
    }

    public static Jobs jobs(
            JobStore store,
            JobQueue queue,
            ActiveJobs active,
            PictureStore pictures,
            TaskReader reader) {
        return new Jobs(store, queue, active, pictures, reader);
    }

    /** {@return an order that nobody pays for} */
    public static JobOrder order(boolean resumable) {
        var body =
                new JobOrder.Body() {
                    @Override
                    public String digest() {
                        return "digest";
                    }

                    @Override
                    public byte[] stored() {
                        return new byte[] {'{', '}'};
                    }

                    @Override
                    public KeptRequest kept() {
                        return new KeptRequest("a fox", "{}", List.of());
                    }
                };
        return new JobOrder("", Optional.empty(), Optional.empty(), resumable, body);
    }

    /** A task of one picture. */
    public static final class PictureTask implements Task {
        private final Supplier<Optional<Task.Work>> claim;

        /** Makes a task whose model is held as {@code claim} says. */
        public PictureTask(Supplier<Optional<Task.Work>> claim) {
            this.claim = claim;
        }

        /** {@return a task whose picture is made after something else was done} */
        public static PictureTask after(Runnable something) {
            return new PictureTask(() ->
                    Optional.of(
                            new Task.Work() {
                                @Override
                                public boolean isReady() {
                                    return true;
                                }

                                @Override
                                public void load() {
                                    // there is no model
                                }

                                @Override
                                public List<MadePicture> make(
                                        Consumer<JobState.Generating> progress) {
                                    something.run();
                                    return List.of(new MadePicture(new byte[] {1, 2}, 8, 4, 7));
                                }

                                @Override
                                public void close() {
                                    // it holds nothing
                                }
                            }));
        }

        @Override
        public Summary summary() {
            return new Summary("imagesdxl", "easel-mini", 512, 256, 20, 1);
        }

        @Override
        public Usd cost() {
            return COST;
        }

        @Override
        public Usd charge() {
            return COST;
        }

        @Override
        public long heldBytes() {
            return 0;
        }

        @Override
        public JobQueue.Readiness readiness() {
            return JobQueue.Readiness.LOADED;
        }

        @Override
        public Optional<Task.Work> claim() {
            return claim.get();
        }
    }
}
