package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.job.Json;
import dev.easel.server.job.Task;
import dev.easel.server.job.TaskReader;

import org.springframework.stereotype.Component;

/** Makes the tasks of requests that a server before this one took on. */
@Component
final class StoredRequests implements TaskReader {
    private final RequestBody bodies;
    private final RequestReader requests;
    private final Planner planner;

    StoredRequests(RequestBody bodies, RequestReader requests, Planner planner) {
        this.bodies = bodies;
        this.requests = requests;
        this.planner = planner;
    }

    @Override
    public Task<?> read(Json request) {
        return planner.plan(requests.read(bodies.read(request.utf8()))).task();
    }
}
