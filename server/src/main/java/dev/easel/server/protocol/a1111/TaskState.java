package dev.easel.server.protocol.a1111;

import dev.easel.server.job.JobState;
import dev.easel.server.job.JobState.Generating;
import dev.easel.server.job.JobState.Preview;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Base64;

/** Where one task stands that its client named, as {@code POST /internal/progress} tells it. */
record TaskState(RunningTasks tasks, String owner, String id) {
    /**
     * {@return the answer}
     *
     * @param seen the number of the last preview that the client has
     */
    ObjectNode object(int seen, boolean withPreview) {
        var found = tasks.of(owner).stream().filter(task -> task.id().equals(id)).findFirst();
        var generating =
                found.map(RunningTask::state)
                        .filter(Generating.class::isInstance)
                        .map(Generating.class::cast);
        boolean queued = found.filter(it -> it.state() instanceof JobState.Queued).isPresent();
        var object =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("active", generating.isPresent())
                        .put("queued", queued)
                        .put("completed", tasks.hasFinished(owner, id));
        if (generating.isEmpty()) {
            object.putNull("progress").putNull("eta").putNull("live_preview");
            return object.put("id_live_preview", -1).put("textinfo", queued ? place() : "");
        }
        var task = found.orElseThrow();
        object.put("progress", new TaskProgress(task).fraction()).put("eta", task.secondsLeft());
        var preview =
                generating
                        .flatMap(Generating::preview)
                        .filter(it -> withPreview && it.number() > seen);
        preview.map(TaskState::url)
                .ifPresentOrElse(
                        url -> object.put("live_preview", url),
                        () -> object.putNull("live_preview"));
        return object.put("id_live_preview", preview.map(Preview::number).orElse(seen))
                .putNull("textinfo");
    }

    private static String url(Preview preview) {
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(preview.file());
    }

    private String place() {
        var waiting = tasks.waiting(owner).stream().map(RunningTask::id).toList();
        int place = waiting.indexOf(id);
        return place < 0 ? "Waiting..." : "In queue: %d/%d".formatted(place + 1, waiting.size());
    }
}
