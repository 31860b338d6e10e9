package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.billing.Accounts;
import dev.easel.server.job.JobSearch.Period;
import dev.easel.server.job.JobStore.NewJob;
import dev.easel.server.job.StoredJob.State;
import dev.easel.server.storage.TestDatabase;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the gallery asks of the store, on both databases. */
@Tag("slow")
class JobSearchTest {
    private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

    private static JobStore store(TestDatabase database, Instant now) {
        var clock = Clock.fixed(now, ZoneOffset.UTC);
        var accounts = new Accounts(database.client(), clock);
        return new JobStore(database.client(), database.transactions(), accounts, clock);
    }

    private static NewJob job(String owner, String model, String prompt, boolean kept) {
        return new NewJob(
                UUID.randomUUID(),
                owner,
                Optional.empty(),
                Optional.empty(),
                "",
                "jobs",
                model,
                kept ? Optional.of(new byte[] {1}) : Optional.empty(),
                TestParts.COST,
                new KeptRequest(prompt, "{}", List.of()));
    }

    private static UUID add(TestDatabase database, Instant at, NewJob job) {
        assertThat(store(database, at).add(job)).isEmpty();
        return job.id();
    }

    private static UUID add(TestDatabase database, Instant at, String model, String prompt) {
        return add(database, at, job("me", model, prompt, true));
    }

    private static JobSearch search() {
        return JobSearch.of("me", 60);
    }

    private static JobSearch words(String... words) {
        var all = search();
        return new JobSearch(
                "me", 60, all.before(), List.of(words), all.model(), all.period(), all.states());
    }

    private static List<UUID> found(TestDatabase database, JobSearch search) {
        return store(database, START).find(search).stream().map(StoredJob::id).toList();
    }

    @ParameterizedTest
    @EnumSource
    void jobsArePagedThroughTheNewestFirst(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var all = new ArrayList<UUID>();
            for (int i = 0; i < 7; i++) { // some came at the same time
                all.addFirst(add(database, START.plusSeconds(i / 3), "sdxl", "job " + i));
            }
            assertThat(found(database, search())).containsExactlyInAnyOrderElementsOf(all);
            var paged = new ArrayList<UUID>();
            Optional<UUID> before = Optional.empty();
            do {
                var search = search();
                var page =
                        found(
                                database,
                                new JobSearch(
                                        "me",
                                        2,
                                        before,
                                        search.words(),
                                        search.model(),
                                        search.period(),
                                        search.states()));
                paged.addAll(page);
                before = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast());
            } while (before.isPresent());

            assertThat(paged).isEqualTo(found(database, search()));
            assertThat(paged.getFirst()).isEqualTo(all.getFirst());
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheOwnersJobsThatAreKeptAreFound(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var mine = add(database, START, job("me", "sdxl", "", true));
            add(database, START, job("me", "sdxl", "", false));
            var another = add(database, START, job("another", "sdxl", "", true));
            assertThat(found(database, search())).containsExactly(mine);
            var beforeAnothers =
                    new JobSearch(
                            "me",
                            60,
                            Optional.of(another),
                            List.of(),
                            Optional.empty(),
                            Period.ALWAYS,
                            Set.of());
            assertThat(found(database, beforeAnothers)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePromptHasAllWordsInAnyCase(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var fox = add(database, START, "sdxl", "A red FOX, 100% wild_life");
            var bear = add(database, START.plusSeconds(1), "sdxl", "Ein ÜBERGROSSER bear! red");

            assertThat(found(database, words("red"))).containsExactly(bear, fox);
            assertThat(found(database, words("Fox", "RED"))).containsExactly(fox);
            assertThat(found(database, words("fox", "bear"))).isEmpty();
            assertThat(found(database, words("übergross"))).containsExactly(bear);
            assertThat(found(database, words("0%"))).containsExactly(fox);
            assertThat(found(database, words("%red%"))).isEmpty();
            assertThat(found(database, words("d_l"))).containsExactly(fox);
            assertThat(found(database, words("r_d"))).isEmpty();
            assertThat(found(database, words("!"))).containsExactly(bear);
            assertThat(found(database, words("' or '1'='1"))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void modelTimeAndStateCanBeAskedFor(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var old = add(database, START, "SDXL", "");
            var recent = add(database, START.plusSeconds(10), "easel-mini", "");
            store(database, START).start(recent);

            assertThat(found(database, with(Optional.of("sdxl"), Period.ALWAYS, anyState())))
                    .containsExactly(old);
            var later = Optional.of(START.plusSeconds(10));
            assertThat(found(database, during(new Period(later, Optional.empty()))))
                    .containsExactly(recent);
            assertThat(found(database, during(new Period(Optional.empty(), later))))
                    .containsExactly(old);
            assertThat(found(database, during(new Period(later, later)))).isEmpty();
            assertThat(
                            found(
                                    database,
                                    with(
                                            Optional.empty(),
                                            Period.ALWAYS,
                                            Set.of(State.QUEUED, State.FAILED))))
                    .containsExactly(old);
        }
    }

    private static Set<State> anyState() {
        return Set.of();
    }

    private static JobSearch during(Period period) {
        return with(Optional.empty(), period, anyState());
    }

    private static JobSearch with(Optional<String> model, Period period, Set<State> states) {
        return new JobSearch("me", 60, Optional.empty(), List.of(), model, period, states);
    }
}
