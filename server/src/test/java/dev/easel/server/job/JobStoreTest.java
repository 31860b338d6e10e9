package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.billing.Accounts;
import dev.easel.server.billing.Usd;
import dev.easel.server.billing.UserPlan;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.JobStore.NewJob;
import dev.easel.server.job.StoredJob.State;
import dev.easel.server.storage.TestDatabase;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

@Tag("slow")
class JobStoreTest {
    private static final Usd CHARGE = Usd.of("0.4");
    private static final Usd COST = Usd.of("0.3");
    private static final byte[] REQUEST = "{\"prompt\":\"a cat\"}".getBytes(StandardCharsets.UTF_8);

    private static final KeptRequest KEPT =
            new KeptRequest("A Cat", "{\"prompt\":\"A Cat\"}", List.of("one\nline", "another"));

    static JobStore store(TestDatabase database) {
        var clock = Clock.systemUTC();
        var accounts = new Accounts(database.client(), clock);
        return new JobStore(database.client(), database.transactions(), accounts, clock);
    }

    private static JobStore storeWithAnna(TestDatabase database) {
        database.client()
                .sql("insert into users (name, unlimited, total) values ('anna', false, 1)")
                .update();
        return store(database);
    }

    private static UserPlan plan(TestDatabase database) {
        return new Accounts(database.client(), Clock.systemUTC()).plan("anna").orElseThrow();
    }

    private static UserPlan plan(String used, String reserved) {
        return new UserPlan(false, Optional.of(Usd.of("1")), Usd.of(used), Usd.of(reserved));
    }

    private static NewJob job(boolean resumable, Optional<String> key) {
        return new NewJob(
                UUID.randomUUID(),
                "owner",
                Optional.of("anna"),
                key,
                "digest",
                "imagesdxl",
                "sdxl",
                resumable ? Optional.of(REQUEST) : Optional.empty(),
                CHARGE,
                KEPT);
    }

    private static UUID added(JobStore store, boolean resumable) {
        var job = job(resumable, Optional.empty());
        assertThat(store.add(job)).isEmpty();
        return job.id();
    }

    private static JobState.Failed failed(String sentence) {
        return new JobState.Failed(JobState.Reason.UNAVAILABLE, sentence);
    }

    private static StoredJob find(JobStore store, UUID id) {
        return store.find(id).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatIsDoneIsBookedAndKeepsItsResult(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var store = storeWithAnna(database);
            var id = added(store, true);
            assertThat(find(store, id).state()).isEqualTo(State.QUEUED);
            assertThat(store.request(id)).hasValue(REQUEST);
            assertThat(plan(database)).isEqualTo(plan("0", "0.4"));
            assertThat(store.finish(id, COST)).isFalse();

            assertThat(store.start(id)).isTrue();
            assertThat(store.start(id)).isFalse();
            assertThat(store.finish(id, COST)).isTrue();

            var done = find(store, id);
            assertThat(done.state()).isEqualTo(State.DONE);
            assertThat(done.cost()).contains(COST);
            assertThat(done.attempts()).isEqualTo(1);
            assertThat(done.protocol()).isEqualTo("imagesdxl");
            assertThat(done.finishedAt().orElseThrow())
                    .isAfterOrEqualTo(done.startedAt().orElseThrow());
            assertThat(store.request(id)).isEmpty();
            assertThat(done.kept()).isEqualTo(KEPT);
            assertThat(done.kept().notes()).containsExactly("one line", "another");
            assertThat(store.finish(id, COST)).isFalse();
            assertThat(store.fail(id, failed("late"))).isFalse();
            assertThat(store.cancel(id)).isFalse();
            assertThat(plan(database)).isEqualTo(plan("0.4", "0"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatFailsOrIsCancelledCostsNothing(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var store = storeWithAnna(database);
            var failed = added(store, true);
            var cancelled = added(store, false);
            assertThat(store.start(failed)).isTrue();

            assertThat(store.fail(failed, failed("bad\0 luck"))).isTrue();
            assertThat(store.cancel(cancelled)).isTrue();

            assertThat(find(store, failed).state()).isEqualTo(State.FAILED);
            assertThat(find(store, failed).error()).contains("bad\uFFFD luck");
            assertThat(find(store, failed).reason()).contains(JobState.Reason.UNAVAILABLE);
            assertThat(find(store, cancelled).state()).isEqualTo(State.CANCELLED);
            assertThat(store.start(cancelled)).isFalse();
            assertThat(store.request(failed)).isEmpty();
            assertThat(plan(database)).isEqualTo(plan("0", "0"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatThePlanDoesNotCoverIsNotAdded(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var store = storeWithAnna(database);
            added(store, true);
            added(store, true);
            var tooMuch = job(true, Optional.of("key"));

            assertThatThrownBy(() -> store.add(tooMuch))
                    .isInstanceOf(ApiException.class)
                    .hasMessage("Plan limit reached");

            assertThat(store.find(tooMuch.id())).isEmpty();
            assertThat(plan(database)).isEqualTo(plan("0", "0.8"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofManyWithTheSameIdempotencyKeyOneIsAdded(TestDatabase.Kind kind) throws Exception {
        try (var database = kind.open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var store = storeWithAnna(database);
            Callable<Optional<StoredJob>> adding = () -> store.add(job(true, Optional.of("key")));

            var results =
                    threads.invokeAll(Stream.generate(() -> adding).limit(20).toList()).stream()
                            .map(Future::resultNow)
                            .toList();

            assertThat(results.stream().filter(Optional::isEmpty)).hasSize(1);
            assertThat(results.stream().flatMap(Optional::stream).map(StoredJob::id).distinct())
                    .hasSize(1);
            assertThat(plan(database)).isEqualTo(plan("0", "0.4"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdempotencyKeyIsItsOwnersAlone(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var store = storeWithAnna(database);
            var mine = job(true, Optional.of("key"));
            var another =
                    new NewJob(
                            UUID.randomUUID(),
                            "another",
                            Optional.empty(),
                            Optional.of("key"),
                            "digest",
                            "imagesdxl",
                            "sdxl",
                            Optional.empty(),
                            CHARGE,
                            KEPT);

            assertThat(store.add(mine)).isEmpty();
            assertThat(store.add(another)).isEmpty();
            assertThat(store.add(job(true, Optional.of("key"))).map(StoredJob::id))
                    .contains(mine.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterACrashResumableJobsRunAgainOnce(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var store = storeWithAnna(database);
            var running = added(store, true);
            var waiting = added(store, true);
            store.start(running);

            assertThat(store(database).recover().stream().map(StoredJob::id))
                    .containsExactly(running, waiting);
            assertThat(find(store, running).state()).isEqualTo(State.QUEUED);
            assertThat(store.request(running)).hasValue(REQUEST);
            assertThat(plan(database)).isEqualTo(plan("0", "0.8"));

            store.start(running);
            assertThat(store(database).recover().stream().map(StoredJob::id))
                    .containsExactly(waiting);
            assertThat(find(store, running).state()).isEqualTo(State.FAILED);
            assertThat(find(store, running).error())
                    .contains("The server stopped twice while it worked on the job");
            assertThat(plan(database)).isEqualTo(plan("0", "0.4"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterACrashJobsWhoseClientsAskAgainAreCancelled(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var store = storeWithAnna(database);
            var running = added(store, false);
            var waiting = added(store, false);
            store.start(running);
            assertThat(store.request(waiting)).isEmpty();

            assertThat(store(database).recover()).isEmpty();

            for (var id : List.of(running, waiting)) {
                assertThat(find(store, id).state()).isEqualTo(State.CANCELLED);
            }
            assertThat(plan(database)).isEqualTo(plan("0", "0"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void oldJobsAreForgottenAndTheirChargesAreNot(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var store = storeWithAnna(database);
            var done = added(store, true);
            store.start(done);
            store.finish(done, COST);
            var waiting = added(store, true);

            assertThat(store.endedBefore(Instant.now().plusSeconds(60))).containsExactly(done);
            assertThat(store.forget(find(store, done).finishedAt().orElseThrow())).isZero();
            assertThat(store.forget(Instant.now().plusSeconds(60))).isEqualTo(1);

            assertThat(store.find(done)).isEmpty();
            assertThat(store.find(waiting)).isPresent();
            assertThat(plan(database)).isEqualTo(plan("0.4", "0.4"));
            assertThat(
                            database.client()
                                    .sql("select amount from charges where state = 'booked'")
                                    .query((row, _) -> Usd.of(row.getBigDecimal(1)))
                                    .list())
                    .containsExactly(CHARGE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatHasEndedIsDeletedAndItsChargeIsNot(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var store = storeWithAnna(database);
            var id = added(store, true);
            store.start(id);
            assertThat(store.deleteEnded(id)).isFalse();
            store.finish(id, COST);
            assertThat(store.deleteEnded(id)).isTrue();
            assertThat(store.deleteEnded(id)).isFalse();
            assertThat(store.find(id)).isEmpty();
            assertThat(plan(database)).isEqualTo(plan("0.4", "0"));
        }
    }
}
