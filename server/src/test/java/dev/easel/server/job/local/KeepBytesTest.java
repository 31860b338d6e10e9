package dev.easel.server.job.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.job.JobSettings;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.JobStore.NewJob;
import dev.easel.server.job.Jobs;
import dev.easel.server.job.KeptRequest;
import dev.easel.server.job.MadePicture;
import dev.easel.server.job.TestParts;
import dev.easel.server.storage.TestDatabase;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The oldest jobs go where their pictures take too much room. */
@Tag("slow")
class KeepBytesTest {
    private static UUID ended(JobStore store, LocalPictures pictures, int bytes) {
        var id = UUID.randomUUID();
        store.add(
                new NewJob(
                        id,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "jobs",
                        "sdxl",
                        Optional.of(new byte[] {1}),
                        TestParts.COST,
                        KeptRequest.UNKNOWN));
        store.start(id);
        if (bytes > 0) {
            pictures.put(id, List.of(new MadePicture(new byte[bytes], 8, 8, 1)), true);
        }
        store.finish(id, TestParts.COST);
        return id;
    }

    @ParameterizedTest
    @EnumSource
    void theOldestGoUntilTheRestHasRoom(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var store = TestParts.store(database);
            var pictures = new LocalPictures(database.client(), database.transactions());
            var jobs = jobs(store, pictures);
            var bare = ended(store, pictures, 0);
            var first = ended(store, pictures, 10);
            var second = ended(store, pictures, 10);
            var third = ended(store, pictures, 10);

            jobs.forgetOldestBeyond(30);
            assertThat(store.find(first)).isPresent();

            jobs.forgetOldestBeyond(29);
            assertThat(store.find(first)).isEmpty();
            assertThat(store.find(second)).isPresent();

            jobs.forgetOldestBeyond(0);
            assertThat(store.find(second)).isEmpty();
            assertThat(store.find(third)).isEmpty();
            assertThat(pictures.lastingBytes()).isEmpty();
            assertThat(store.find(bare)).as("it takes no room").isPresent();
        }
    }

    private static Jobs jobs(JobStore store, LocalPictures pictures) {
        var settings = new JobSettings(1, 1, 1, Duration.ofHours(1), 1);
        return TestParts.jobs(
                store,
                new LocalQueue(settings),
                TestParts.active(new LocalEvents(), pictures),
                pictures,
                _ -> TestParts.PictureTask.after(() -> {}));
    }
}
