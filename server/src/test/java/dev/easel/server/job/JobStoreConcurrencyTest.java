package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.billing.Usd;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.JobStore.NewJob;
import dev.easel.server.storage.TestDatabase;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whatever threads do to jobs at the same time, and wherever a server stops, the sums are right.
 */
@Tag("slow")
class JobStoreConcurrencyTest {
    private static final byte[] REQUEST = {'{', '}'};
    private static final JobState.Failed FAILED =
            new JobState.Failed(JobState.Reason.INTERNAL, "failed");

    enum Action {
        ADD,
        START,
        FINISH,
        FAIL,
        CANCEL,
        CRASH
    }

    /**
     * What a thread does.
     *
     * @param number which of the jobs that are there by then; of what kind a new one is
     */
    record Step(Action action, int number) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        var actions =
                Arbitraries.frequency(
                        Tuple.of(5, Action.ADD),
                        Tuple.of(6, Action.START),
                        Tuple.of(4, Action.FINISH),
                        Tuple.of(1, Action.FAIL),
                        Tuple.of(1, Action.CANCEL),
                        Tuple.of(1, Action.CRASH));
        return Combinators.combine(actions, Arbitraries.integers().between(0, 1000))
                .as(Step::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(60);
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void everyJobIsBookedOnceOrNotAtAll(
            @ForAll TestDatabase.Kind kind,
            @ForAll @Size(min = 2, max = 5) List<@From("steps") List<Step>> threads)
            throws Exception {
        try (var database = kind.open()) {
            var run = new Run(database);
            run.all(threads);
            run.check();
        }
    }

    /** The store, its users, and what its methods answered. */
    private static final class Run {
        private final TestDatabase database;
        private final JdbcClient client;
        private final List<UUID> ids = new CopyOnWriteArrayList<>();
        private final Set<UUID> paid = ConcurrentHashMap.newKeySet();
        private final Map<UUID, AtomicInteger> ends = new ConcurrentHashMap<>();
        private final Map<UUID, AtomicInteger> finishes = new ConcurrentHashMap<>();
        private volatile JobStore store;

        Run(TestDatabase database) {
            this.database = database;
            this.client = database.client();
            this.store = JobStoreTest.store(database);
            client.sql(
                            """
                            insert into users (name, unlimited, total) values
                                ('user0', false, 0.5), ('user1', false, 3), ('user2', true, null)
                            """)
                    .update();
        }

        void all(List<List<Step>> threads) throws Exception {
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                var tasks = threads.stream().map(this::task).toList();
                for (Future<Boolean> future : executor.invokeAll(tasks)) {
                    assertThat(future.get()).isTrue();
                }
            }
        }

        private Callable<Boolean> task(List<Step> steps) {
            return () -> {
                for (var step : steps) {
                    if (step.action() == Action.ADD) {
                        add(step.number());
                    } else if (!ids.isEmpty()) {
                        change(step.action(), ids.get(step.number() % ids.size()));
                    }
                    checkLimits();
                }
                return true;
            };
        }

        private void add(int number) {
            var job =
                    new NewJob(
                            UUID.randomUUID(),
                            "owner",
                            number % 4 == 3 ? Optional.empty() : Optional.of("user" + number % 4),
                            number % 5 == 0 ? Optional.of("key" + number % 3) : Optional.empty(),
                            "digest",
                            "imagesdxl",
                            "sdxl",
                            number % 2 == 0 ? Optional.of(REQUEST) : Optional.empty(),
                            Usd.of(new BigDecimal(number).movePointLeft(3)),
                            KeptRequest.UNKNOWN);
            try {
                if (store.add(job).isEmpty()) {
                    ids.add(job.id());
                    job.user().ifPresent(_ -> paid.add(job.id()));
                }
            } catch (ApiException e) {
                assertThat(e).hasMessage("Plan limit reached");
            }
        }

        private void change(Action action, UUID id) {
            switch (action) {
                case ADD -> throw new AssertionError("not a change");
                case START -> store.start(id);
                case FINISH -> count(store.finish(id, Usd.ZERO), id, finishes);
                case FAIL -> count(store.fail(id, FAILED), id, ends);
                case CANCEL -> count(store.cancel(id), id, ends);
                case CRASH -> {
                    store = JobStoreTest.store(database);
                    store.recover();
                }
            }
        }

        private static void count(boolean done, UUID id, Map<UUID, AtomicInteger> counts) {
            if (done) {
                counts.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet();
            }
        }

        /** No plan is ever overdrawn, also between the steps. */
        private void checkLimits() {
            assertThat(
                            names(
                                    """
                                    select name from users
                                    where (not unlimited and used + reserved > total)
                                        or used < 0 or reserved < 0
                                    """))
                    .as("users whose plan is overdrawn")
                    .isEmpty();
        }

        void check() {
            assertThat(
                            names(
                                    """
                                    select name from users where
                                        used <> (select coalesce(sum(amount), 0) from charges
                                            where user_name = name and state = 'booked')
                                        or reserved <> (select coalesce(sum(amount), 0) from charges
                                            where user_name = name and state = 'reserved')
                                    """))
                    .as("users whose sums are not those of their charges")
                    .isEmpty();
            for (var id : ids) {
                checkJob(store.find(id).orElseThrow());
            }
        }

        private void checkJob(StoredJob job) {
            var charges =
                    client.sql("select state from charges where job_id = ?")
                            .param(job.id())
                            .query((row, _) -> row.getString(1))
                            .list();
            int finished = finishes.getOrDefault(job.id(), new AtomicInteger()).get();
            int ended = ends.getOrDefault(job.id(), new AtomicInteger()).get();
            switch (job.state()) {
                case QUEUED, GENERATING -> {
                    assertThat(finished + ended).isZero();
                    assertThat(charges).isEqualTo(charge(job, "reserved"));
                }
                case DONE -> {
                    assertThat(finished).isEqualTo(1);
                    assertThat(ended).isZero();
                    assertThat(charges).isEqualTo(charge(job, "booked"));
                }
                case FAILED, CANCELLED -> {
                    assertThat(finished).isZero();
                    assertThat(ended).isLessThanOrEqualTo(1);
                    assertThat(charges).isEmpty();
                }
            }
        }

        private List<String> charge(StoredJob job, String state) {
            return paid.contains(job.id()) ? List.of(state) : List.of();
        }

        private List<String> names(String sql) {
            return client.sql(sql).query((row, _) -> row.getString(1)).list();
        }
    }
}
