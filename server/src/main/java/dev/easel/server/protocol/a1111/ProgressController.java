package dev.easel.server.protocol.a1111;

import dev.easel.server.access.Caller;
import dev.easel.server.job.Jobs;
import dev.easel.server.protocol.Served;
import dev.easel.server.web.RequestBody;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** How far a caller's own tasks are, and their end before time. */
@RestController
@Served(Protocol.NAME)
final class ProgressController {
    private static final int LONGEST_ID = 100;

    private final RunningTasks tasks;
    private final Jobs jobs;
    private final RequestBody bodies;

    ProgressController(RunningTasks tasks, Jobs jobs, RequestBody bodies) {
        this.tasks = tasks;
        this.jobs = jobs;
        this.bodies = bodies;
    }

    private static String owner(HttpServletRequest request) {
        return Caller.of(request).owner();
    }

    @GetMapping("/sdapi/v1/progress")
    void progress(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean withoutImage =
                Optional.ofNullable(request.getParameter("skip_current_image"))
                        .filter(value -> List.of("true", "1", "True").contains(value))
                        .isPresent();
        var current = tasks.current(owner(request)).map(TaskProgress::new);
        Answers.write(TaskProgress.object(current, !withoutImage), response);
    }

    /** Of several that are worked on at the same time A1111 knows one; all of them end. */
    @PostMapping("/sdapi/v1/interrupt")
    void interrupt(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var working = tasks.working(owner(request));
        var ending = working.isEmpty() ? tasks.current(owner(request)).stream().toList() : working;
        for (var task : ending) {
            task.markInterrupted();
            jobs.cancel(task.job());
        }
        Answers.done(response);
    }

    /** A picture of several cannot be left out: the task ends. */
    @PostMapping("/sdapi/v1/skip")
    void skip(HttpServletRequest request, HttpServletResponse response) throws IOException {
        tasks.current(owner(request))
                .ifPresent(task -> {
                    task.markSkipped();
                    jobs.cancel(task.job());
                });
        Answers.none(response);
    }

    @PostMapping("/internal/progress")
    void ofTask(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        var values = new Values(bodies.readJson(request));
        Refusals.tell(() -> {
            String id = values.text("id_task", LONGEST_ID);
            int seen = values.whole("id_live_preview", -1, Integer.MAX_VALUE, -1);
            boolean preview = values.truth("live_preview", true);
            Answers.write(new TaskState(tasks, owner(request), id).object(seen, preview), response);
        });
    }

    @GetMapping("/internal/pending-tasks")
    void pending(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var waiting = tasks.waiting(owner(request));
        var object = JsonMapper.shared().createObjectNode().put("size", waiting.size());
        var ids = object.putArray("tasks");
        waiting.forEach(task -> ids.add(task.id()));
        Answers.write(object, response);
    }

    @GetMapping("/internal/ping")
    void ping(HttpServletResponse response) throws IOException {
        Answers.done(response);
    }
}
