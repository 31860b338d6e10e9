package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.access.KeyAdministration.Made;
import dev.easel.server.contract.Service.Answer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A client of the service's own wire, with a key or without, and never with a captcha token. */
record JobClient(Service service, Optional<Made> key) {
    static JobClient of(Service service) {
        return new JobClient(service, Optional.empty());
    }

    HttpRequest.Builder request(String path) {
        var request = service.anonymous(path);
        key.ifPresent(made -> request.header("Authorization", "Bearer " + made.apiToken()));
        return request;
    }

    Answer send(HttpRequest.Builder request) {
        return new Answer(service.send(request));
    }

    /** {@return the answer to {@code POST /jobs}} */
    Answer post(Map<String, ?> body) {
        return send(
                request("/jobs")
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofByteArray(
                                        JsonMapper.shared().writeValueAsBytes(body))));
    }

    /** {@return the path of a job that was taken on} */
    String begun(Map<String, ?> body) {
        var answer = post(body);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        return answer.response().headers().firstValue("Location").orElseThrow();
    }

    /** {@return the job of a body, once it is done} */
    JsonNode done(Map<String, ?> body) {
        var job = ended(begun(body));
        assertThat(job.path("status").stringValue()).as("%s", job).isEqualTo("done");
        return job;
    }

    /** {@return a job once it has ended, with its pictures} */
    JsonNode ended(String path) {
        assertThat(service.send(request(path + "/events?results=none")).statusCode())
                .isEqualTo(200);
        return get(path).json();
    }

    Answer get(String path) {
        return send(request(path));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** {@return the jobs of a list} */
    List<JsonNode> list(String query) {
        var answer = get("/jobs" + query);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json().path("jobs").valueStream().toList();
    }

    List<String> ids(String query) {
        return list(query).stream().map(job -> job.path("id").stringValue()).toList();
    }

    HttpResponse<byte[]> file(HttpRequest.Builder request) {
        return service.server().send(request.build(), BodyHandlers.ofByteArray());
    }

    /** {@return the events of a job, each its id and its data} */
    Stream<Event> events(HttpRequest.Builder request) {
        String text = service.send(request).body();
        return Stream.of(text.split("\n\n")).map(Event::of);
    }

    /** An event. */
    record Event(long id, JsonNode job) {
        static Event of(String text) {
            assertThat(text).matches("(?s)id: \\d+\ndata: \\{[^\n]*}");
            int line = text.indexOf('\n');
            return new Event(
                    Long.parseLong(text.substring(4, line)),
                    JsonMapper.shared().readTree(text.substring(line + 7)));
        }

        String status() {
            return job.path("status").stringValue();
        }
    }
}
