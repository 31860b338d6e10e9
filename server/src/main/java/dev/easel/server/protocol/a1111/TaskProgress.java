package dev.easel.server.protocol.a1111;

import dev.easel.server.job.JobState.Generating;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Optional;

/** How far a task is, as {@code GET /sdapi/v1/progress} tells it. */
record TaskProgress(RunningTask task) {
    /** What is told of a task that has begun and has no step yet; 0 is told where there is none. */
    private static final double BEGUN = 0.01;

    /** {@return the fraction that is done} */
    double fraction() {
        return generating().map(it -> Math.max(BEGUN, it.fraction())).orElse(0.0);
    }

    private Optional<Generating> generating() {
        return task.state() instanceof Generating generating
                ? Optional.of(generating)
                : Optional.empty();
    }

    /** {@return the answer where this task is told of, or none} */
    static ObjectNode object(Optional<TaskProgress> current, boolean withImage) {
        var object = JsonMapper.shared().createObjectNode();
        object.put("progress", current.map(TaskProgress::fraction).orElse(0.0));
        object.put("eta_relative", current.map(it -> it.task.secondsLeft()).orElse(0.0));
        state(current, object.putObject("state"));
        var image =
                current.filter(_ -> withImage)
                        .flatMap(TaskProgress::generating)
                        .flatMap(Generating::preview)
                        .map(preview -> Base64.getEncoder().encodeToString(preview.file()));
        image.ifPresentOrElse(
                base64 -> object.put("current_image", base64),
                () -> object.putNull("current_image"));
        object.putNull("textinfo");
        current.ifPresentOrElse(
                it -> object.put("current_task", it.task.id()),
                () -> object.putNull("current_task"));
        return object;
    }

    private static void state(Optional<TaskProgress> current, ObjectNode state) {
        boolean interrupted = current.filter(it -> it.task.isInterrupted()).isPresent();
        var generating = current.flatMap(TaskProgress::generating);
        int pictures = current.map(it -> it.task.pictures()).orElse(0);
        int done = generating.map(it -> (int) (it.fraction() * pictures)).orElse(0);
        state.put("skipped", current.filter(it -> it.task.isSkipped()).isPresent())
                .put("interrupted", interrupted)
                .put("stopping_generation", interrupted)
                .put("job", current.map(it -> it.task.id()).orElse(""))
                .put("job_count", pictures)
                .put(
                        "job_timestamp",
                        current.map(it ->
                                        GenerationInfo.timestamp(
                                                LocalDateTime.ofInstant(
                                                        it.task.begun(), ZoneId.systemDefault())))
                                .orElse("0"))
                .put("job_no", Math.min(done, Math.max(0, pictures - 1)))
                .put("sampling_step", generating.map(Generating::step).orElse(0))
                .put("sampling_steps", generating.map(Generating::steps).orElse(0));
    }
}
