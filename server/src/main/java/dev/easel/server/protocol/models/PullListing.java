package dev.easel.server.protocol.models;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

/** What is being pulled, and what could be. */
@Component
final class PullListing {
    private final Pulls pulls;
    private final Pullables pullables;

    PullListing(Pulls pulls, Pullables pullables) {
        this.pulls = pulls;
        this.pullables = pullables;
    }

    void describe(ObjectNode json) {
        var running = json.putArray("pulls");
        pulls.all().forEach(pull -> running.add(PullJson.of(pull)));
        pullables.describe(json.putArray("pullable"));
    }
}
