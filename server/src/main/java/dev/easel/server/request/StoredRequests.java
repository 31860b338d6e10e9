package dev.easel.server.request;

import dev.easel.server.job.KeptRequest;
import dev.easel.server.job.Task;
import dev.easel.server.job.TaskReader;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Optional;

/**
 * Stores requests as JSON with the name of their protocol and a version in front, {@code
 * {"protocol":"imagesdxl","version":1,"request":{...}}}, and makes tasks of what was stored.
 */
@Component
public final class StoredRequests implements TaskReader {
    private static final int BODY = 0;
    private static final int VERSION = 1;

    private final Planner planner;
    private final RequestJson json;
    private final List<StoredBodyReader> bodies;

    StoredRequests(Planner planner, RequestJson json, List<StoredBodyReader> bodies) {
        this.planner = planner;
        this.json = json;
        this.bodies = List.copyOf(bodies);
    }

    /** {@return what is stored of a request} */
    public byte[] write(GenerationRequest request, String protocol) {
        var envelope = JsonMapper.shared().createObjectNode();
        envelope.put("protocol", protocol);
        envelope.put("version", VERSION);
        json.write(request, envelope.putObject("request"));
        return JsonMapper.shared().writeValueAsBytes(envelope);
    }

    /**
     * {@return what stays of a request when its job has ended: version 1, without its pictures}
     *
     * @param written its words as they were sent, where they are others
     * @param notes what was adjusted, in words for people
     */
    public KeptRequest keep(
            GenerationRequest settled, Optional<WrittenWords> written, List<String> notes) {
        var kept = JsonMapper.shared().createObjectNode();
        json.write(settled.withoutImages(), kept);
        RequestJson.removeImages(kept);
        written.ifPresent(words -> RequestJson.write(words, kept.putObject("written")));
        var prompt = written.map(WrittenWords::prompt).orElse(kept.path("prompt").asString(""));
        return new KeptRequest(prompt, kept.toString(), notes);
    }

    @Override
    public KeptRequest kept(byte[] stored) {
        var envelope = JsonMapper.shared().readTree(stored);
        String protocol = envelope.path("protocol").asString("");
        var plan = planner.plan(request(envelope, protocol), protocol);
        return keep(plan.request(), Optional.empty(), plan.notes());
    }

    @Override
    public Task read(byte[] stored) {
        var envelope = JsonMapper.shared().readTree(stored);
        String protocol = envelope.path("protocol").asString("");
        return planner.plan(request(envelope, protocol), protocol).task();
    }

    private GenerationRequest request(JsonNode envelope, String protocol) {
        var request = envelope.path("request");
        return switch (envelope.path("version").asInt(-1)) {
            case BODY -> body(protocol).read(request);
            case VERSION -> json.read(request);
            default ->
                    throw new InvalidRequestException(
                            "The request was stored by a newer version of the server");
        };
    }

    private StoredBodyReader body(String protocol) {
        return bodies.stream()
                .filter(reader -> reader.protocol().equals(protocol))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidRequestException(
                                "The protocol %s is not served".formatted(protocol)));
    }
}
