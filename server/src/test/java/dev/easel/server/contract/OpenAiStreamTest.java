package dev.easel.server.contract;

import static dev.easel.server.contract.OpenAiCalls.EDITS;
import static dev.easel.server.contract.OpenAiCalls.GENERATIONS;
import static dev.easel.server.contract.OpenAiCalls.body;
import static dev.easel.server.contract.OpenAiCalls.decoded;
import static dev.easel.server.contract.OpenAiCalls.file;
import static dev.easel.server.contract.OpenAiCalls.form;
import static dev.easel.server.contract.OpenAiCalls.json;
import static dev.easel.server.contract.OpenAiCalls.png;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Streams of OpenAI's Images API over the running service. */
class OpenAiStreamTest extends OpenAiServed {
    @Test
    void aStreamHasPicturesOfTheWayAndTheLastOne() {
        var answer =
                calls().post(
                                GENERATIONS,
                                body(
                                        "stream",
                                        true,
                                        "partial_images",
                                        3,
                                        "size",
                                        "256x192",
                                        "steps",
                                        12));

        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        var events = answer.body().lines().filter(line -> line.startsWith("data: ")).toList();
        assertThat(answer.body().lines().filter(line -> line.startsWith("event: ")))
                .last()
                .isEqualTo("event: image_generation.completed");
        assertThat(events.size()).isBetween(2, 4);
        for (int i = 0; i < events.size(); i++) {
            var event = JsonMapper.shared().readTree(events.get(i).substring(6));
            boolean last = i == events.size() - 1;
            assertThat(event.path("type").stringValue())
                    .isEqualTo("image_generation." + (last ? "completed" : "partial_image"));
            assertThat(event.has("usage")).isEqualTo(last);
            assertThat(event.path("partial_image_index").asInt(-1)).isEqualTo(last ? -1 : i);
            assertThat(decoded(file(event)).width()).isEqualTo(256);
            assertThat(event.path("size").stringValue()).isEqualTo("256x192");
            assertThat(event.path("output_format").stringValue()).isEqualTo("png");
        }
        var whole = calls().original("width", 256, "height", 192, "steps", 12);
        var done = JsonMapper.shared().readTree(events.getLast().substring(6));
        assertThat(decoded(file(done))).isEqualTo(whole);
    }

    @Test
    void theStreamOfAnEditHasNamesOfItsOwn() {
        var answer =
                calls().post(
                                EDITS,
                                form("stream", true, "strength", 1)
                                        .file("image", png(Picture.slope(64, 64))));

        assertThat(answer.body()).startsWith("event: image_edit.completed\ndata: {\"type\":");
    }

    @Test
    void aClientThatLeavesTakesItsJobBack() throws IOException {
        var endless = body("stream", true, "size", "512x512", "steps", 150, "n", 10);
        var answer =
                service()
                        .server()
                        .send(
                                service().json(GENERATIONS, endless).build(),
                                BodyHandlers.ofInputStream());
        var id = answer.headers().firstValue("x-request-id").orElseThrow();

        answer.body().close();

        String status = "queued";
        while (List.of("queued", "generating").contains(status)) {
            var job =
                    json(service().send(service().request("/jobs/" + id + "?results=none").GET()));
            status = job.path("status").stringValue();
        }
        assertThat(status).isEqualTo("cancelled");
    }
}
