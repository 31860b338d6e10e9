package dev.easel.server.contract;

import static dev.easel.server.contract.Service.G;
import static dev.easel.server.contract.Service.with;
import static dev.easel.server.contract.Service.without;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.contract.Service.Answer;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Requests that want one JSON object and get their pictures. */
final class JsonChecks {
    private static final long MOST = 9_007_199_254_740_991L;

    static final List<Check> ALL =
            List.of(
                    new Check("J1", "one JSON object with one picture", s -> one(s.whole(G))),
                    new Check(
                            "J2", "ids are different version 4, the seed is told", JsonChecks::ids),
                    new Check("J3", "three pictures with ids of their own", JsonChecks::three),
                    new Check("J4", "the same seed gives the same picture", JsonChecks::sameSeed),
                    new Check("J5", "without a seed it differs", JsonChecks::drawnSeeds),
                    new Check("J6", "seed 0 draws one", s -> one(s.whole(with("seed", 0)))),
                    new Check("J7", "each picture can be made again alone", JsonChecks::again),
                    new Check("J8", "a negative prompt changes the picture", JsonChecks::negative),
                    new Check(
                            "J9", "the cost is the price list's, without a fee", JsonChecks::cost),
                    new Check("J10", "prompt and action are enough", JsonChecks::defaults),
                    new Check(
                            "J11",
                            "keys that are not known are passed over",
                            s -> one(s.whole(with("ratio", Map.of("a", 1, "b", 1), "foo", 1)))),
                    new Check(
                            "J12",
                            "POST /image with ai in the body",
                            s -> one(post(s, "/image", with("ai", "sdxl")))),
                    new Check("J13", "a slash at the end", s -> one(post(s, "/image/sdxl/", G))),
                    new Check("J14", "the body of a form", JsonChecks::form));

    private JsonChecks() {}

    private static Answer post(Service service, String path, Map<String, Object> body) {
        var all = new HashMap<>(body);
        all.put("stream", false);
        return new Answer(service.send(service.json(path, all)));
    }

    /** J1's answer. */
    private static void one(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("content-type").orElse(""))
                .startsWith("application/json");
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "success", "cost", "results", "status", "progress", "id", "error");
        assertThat(answer.json().path("success").booleanValue()).isTrue();
        assertThat(answer.json().path("status").stringValue()).isEqualTo("done");
        assertThat(answer.json().path("error").isNull()).isTrue();
        assertThat(answer.json().path("results").size()).isEqualTo(1);
        assertThat(answer.picture().size()).isEqualTo("512x512");
    }

    private static void ids(Service service) {
        var answer = service.whole(G);
        var job = UUID.fromString(answer.json().path("id").stringValue());
        var picture = UUID.fromString(answer.result().path("id").stringValue());
        assertThat(job.version()).isEqualTo(4);
        assertThat(picture.version()).isEqualTo(4);
        assertThat(picture).isNotEqualTo(job);
        assertThat(answer.result().path("seed").isIntegralNumber()).isTrue();
        assertThat(answer.result().path("seed").longValue()).isBetween(1L, MOST);
        assertThat(answer.result().path("status").stringValue()).isEqualTo("success");
        assertThat(answer.result().path("finishReason").stringValue()).isEqualTo("SUCCESS");
    }

    private static void three(Service service) {
        var results = service.whole(with("number", 3)).json().path("results");
        assertThat(results.valueStream().map(r -> r.path("id").stringValue()).distinct())
                .hasSize(3);
    }

    private static void sameSeed(Service service) {
        var first = service.whole(with("seed", 42));
        assertThat(first.result().path("seed").longValue()).isEqualTo(42);
        assertThat(service.whole(with("seed", 42)).base64()).isEqualTo(first.base64());
    }

    private static void drawnSeeds(Service service) {
        assertThat(service.whole(G).result().path("seed").longValue())
                .isNotEqualTo(service.whole(G).result().path("seed").longValue());
    }

    private static void again(Service service) {
        var results = service.whole(with("number", 3, "seed", 7)).json().path("results");
        for (JsonNode result : results) {
            var alone = service.whole(with("seed", result.path("seed").longValue()));
            assertThat(alone.base64()).isEqualTo(result.path("base64").stringValue());
        }
        assertThat(results.valueStream().map(r -> r.path("seed").longValue()))
                .containsExactly(7L, 8L, 9L);
    }

    private static void negative(Service service) {
        assertThat(service.whole(with("seed", 42, "negative_prompt", "dog")).base64())
                .isNotEqualTo(service.whole(with("seed", 42)).base64());
    }

    private static void cost(Service service) {
        var cost = service.whole(with("number", 2)).json().path("cost");
        // 2 pictures of 512x512 at 10 of 30 steps, 0.002 each
        assertThat(cost.decimalValue()).isEqualByComparingTo("0.001333");
    }

    private static void defaults(Service service) {
        var answer = service.whole(without("width", "height", "steps"));
        one(answer);
        // 100 steps
        assertThat(answer.json().path("cost").decimalValue()).isEqualByComparingTo("0.006667");
    }

    private static void form(Service service) {
        var request =
                service.request("/image/sdxl")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        "prompt=a+cat&action=generate&steps=5&width=512&stream=false"
                                            + "&cfg_scale=&seed=42"));
        var answer = new Answer(service.send(request));
        one(answer);
        assertThat(answer.base64()).isEqualTo(service.whole(with("steps", 5, "seed", 42)).base64());
    }
}
