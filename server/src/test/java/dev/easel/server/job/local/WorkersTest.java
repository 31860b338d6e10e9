package dev.easel.server.job.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.job.Job;
import dev.easel.server.job.JobOrder;
import dev.easel.server.job.JobSettings;
import dev.easel.server.job.JobState;
import dev.easel.server.job.JobState.Reason;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.Jobs;
import dev.easel.server.job.KeptRequest;
import dev.easel.server.job.Task;
import dev.easel.server.job.TestParts;
import dev.easel.server.job.TestParts.PictureTask;
import dev.easel.server.storage.TestDatabase;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
@Tag("slow")
class WorkersTest {
    /** A server's jobs, with one worker. */
    private static final class Server implements AutoCloseable {
        private final TestDatabase database = TestDatabase.Kind.H2.open();
        private final JobStore store = TestParts.store(database);
        private final LocalPictures pictures =
                new LocalPictures(database.client(), database.transactions());
        private final Jobs jobs;
        private final LocalJobs local;

        Server() {
            var settings = new JobSettings(1, 10, 1000, Duration.ofHours(1), 1000);
            var queue = new LocalQueue(settings);
            var active = TestParts.active(new LocalEvents(), pictures);
            this.jobs =
                    TestParts.jobs(
                            store, queue, active, pictures, _ -> PictureTask.after(() -> {}));
            this.local =
                    new LocalJobs(
                            settings,
                            jobs,
                            queue,
                            active,
                            TestParts.runner(store, active, pictures));
            local.start();
        }

        Job submit(boolean resumable, Task task) {
            return jobs.submit(TestParts.order(resumable), task);
        }

        @Override
        public void close() {
            local.stop();
            database.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireDone(Server server) throws InterruptedException {
        try (var job = server.submit(false, PictureTask.after(() -> {}))) {
            assertThat(job.awaitEnd()).isInstanceOf(JobState.Done.class);
        }
    }

    @Test
    void aJobThatAnotherServerHasEndedEndsHereToo() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var server = new Server()) {
            Runnable work =
                    () -> {
                        begun.countDown();
                        await(goOn);
                    };
            try (var job = server.submit(false, PictureTask.after(work))) {
                await(begun);
                // what a second server on the same data does at its start
                TestParts.store(server.database).recover();
                goOn.countDown();
                assertThat(job.awaitEnd()).isInstanceOf(JobState.Cancelled.class);
            }
            requireDone(server);
        }
    }

    @Test
    void aJobThatAnotherServerHasTakenEndsHereToo() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var server = new Server()) {
            Runnable work =
                    () -> {
                        begun.countDown();
                        await(goOn);
                    };
            try (var job = server.submit(true, PictureTask.after(work))) {
                await(begun);
                TestParts.store(server.database).recover();
                goOn.countDown();
                assertThat(job.awaitEnd()).isInstanceOf(JobState.Failed.class);
                assertThat(server.pictures.of(job.id())).isEmpty();
            }
        }
    }

    @Test
    void aJobThatWasEndedWhileItWaitedEndsHereToo() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var server = new Server()) {
            Runnable work =
                    () -> {
                        begun.countDown();
                        await(goOn);
                    };
            try (var _ = server.submit(false, PictureTask.after(work));
                    var waiting = server.submit(false, PictureTask.after(() -> {}))) {
                await(begun);
                TestParts.store(server.database).cancel(waiting.id());
                goOn.countDown();
                assertThat(waiting.awaitEnd()).isInstanceOf(JobState.Cancelled.class);
            }
        }
    }

    @Test
    void aJobWhoseModelCannotBeHeldFailsAndItsWorkerGoesOn() throws InterruptedException {
        Task broken =
                new PictureTask(() -> {
                    throw new IllegalStateException("an upscaler has the model's name");
                });
        try (var server = new Server()) {
            try (var job = server.submit(false, broken)) {
                assertThat(job.awaitEnd())
                        .isInstanceOfSatisfying(
                                JobState.Failed.class,
                                failed -> assertThat(failed.reason()).isEqualTo(Reason.INTERNAL));
            }
            requireDone(server);
        }
    }

    /** Bodies may have tens of megabytes of base64. */
    @Test
    void whatNobodyAsksForAgainIsNeitherStoredNorHashed() throws InterruptedException {
        var body =
                new JobOrder.Body() {
                    @Override
                    public String digest() {
                        throw new AssertionError("hashed");
                    }

                    @Override
                    public byte[] stored() {
                        throw new AssertionError("stored");
                    }

                    @Override
                    public KeptRequest kept() {
                        return KeptRequest.UNKNOWN;
                    }
                };
        var order = new JobOrder("", Optional.empty(), Optional.empty(), false, body);
        try (var server = new Server();
                var job = server.jobs.submit(order, PictureTask.after(() -> {}))) {
            assertThat(job.awaitEnd()).isInstanceOf(JobState.Done.class);
        }
    }

    @Test
    void picturesOfAJobThatIsNotKeptGoWithItsLastWatcher() throws InterruptedException {
        try (var server = new Server()) {
            var job = server.submit(false, PictureTask.after(() -> {}));
            var other = server.jobs.find(job.id(), "");
            assertThat(job.awaitEnd()).isInstanceOf(JobState.Done.class);
            var picture = server.pictures.of(job.id()).getFirst();
            job.close();
            if (other.isPresent()) {
                assertThat(server.pictures.file(picture)).hasValue(new byte[] {1, 2});
                other.get().close();
            }
            requireDone(server); // the worker has left the one before
            assertThat(server.pictures.file(picture)).isEmpty();
        }
    }

    @Test
    void aJobThatHasEndedIsDeletedWithItsPictures() throws InterruptedException {
        try (var server = new Server();
                var job = server.submit(true, PictureTask.after(() -> {}))) {
            assertThat(job.awaitEnd()).isInstanceOf(JobState.Done.class);
            var picture = server.pictures.of(job.id()).getFirst();
            assertThat(server.jobs.delete(job)).isTrue();
            assertThat(server.pictures.file(picture)).isEmpty();
            assertThat(server.jobs.find(job.id(), "")).isEqualTo(Optional.empty());
        }
    }
}
