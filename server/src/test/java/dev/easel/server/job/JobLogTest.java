package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.job.TestParts.PictureTask;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

class JobLogTest {
    private static final UUID ID = UUID.fromString("7f008ae6-2f3b-4c13-b8f8-0804dd145772");

    private static ActiveJob job(String owner, Optional<String> user) {
        var order =
                new JobOrder(owner, user, Optional.empty(), false, TestParts.order(false).body());
        return new ActiveJob(ID, order, PictureTask.after(() -> {}));
    }

    @Test
    void aJobThatIsDoneIsOneLine() {
        var done = new JobState.Done(TestParts.COST, List.of());
        assertThat(JobLog.line(job("key1", Optional.of("anna lee")), done, 1.234))
                .isEqualTo(
                        "job=7f008ae6-2f3b-4c13-b8f8-0804dd145772 user=\"anna lee\" key=key1"
                                + " protocol=imagesdxl model=easel-mini size=512x256 steps=20"
                                + " number=1 seconds=1.23 status=done cost=0.300000");
    }

    @Test
    void whatNobodyPaysForHasNoNames() {
        assertThat(JobLog.line(job("", Optional.empty()), new JobState.Cancelled(), 0))
                .contains("user=- key=-")
                .endsWith("status=cancelled cost=-");
    }

    @Test
    void namesCannotForgeALine() {
        assertThat(
                        JobLog.line(
                                job("", Optional.of("a\"\nb status=done")),
                                new JobState.Cancelled(),
                                0))
                .contains("user=\"a??b status=done\"")
                .doesNotContain("\n");
    }
}
