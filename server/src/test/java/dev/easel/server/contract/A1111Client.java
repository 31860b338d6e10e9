package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.RgbImage;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client of A1111's paths. */
record A1111Client(Service service) {
    /** {@return a small request with other or further values} */
    static Map<String, Object> small(Object... namesAndValues) {
        var body =
                new HashMap<String, Object>(
                        Map.of("prompt", "a cat", "width", 64, "height", 64, "steps", 1));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return body;
    }

    HttpResponse<String> send(String path, Object body) {
        return service.send(service.json("/sdapi/v1/" + path, body));
    }

    /** {@return the answer to a request that succeeds} */
    JsonNode post(String path, Object body) {
        var answer = send(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Process-Time")).isPresent();
        return JsonMapper.shared().readTree(answer.body());
    }

    /** {@return the answer to a request without a body that succeeds} */
    JsonNode post(String path) {
        var answer =
                service.send(service.request("/sdapi/v1/" + path).POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** {@return what is at a path} */
    JsonNode get(String path) {
        var answer = service.send(service.request("/sdapi/v1/" + path));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** {@return what a request is refused with} */
    JsonNode refused(String path, Object body, int status) {
        var answer = send(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var error = JsonMapper.shared().readTree(answer.body());
        assertThat(error.propertyNames()).containsExactly("error", "detail", "body", "errors");
        return error;
    }

    /** {@return the notes on a request that succeeds} */
    String notes(String path, Object body) {
        var answer = send(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("X-Easel-Notes").orElse("");
    }

    /** {@return the pictures of an answer} */
    static List<RgbImage> pictures(JsonNode answer) {
        return answer.path("images").valueStream().map(A1111Client::picture).toList();
    }

    static RgbImage picture(JsonNode base64) {
        byte[] file = Base64.getDecoder().decode(base64.stringValue());
        return ImageCodec.decode(file, ImageCodec.MAX_PIXELS).image();
    }

    /** {@return what an answer tells beside its pictures, which is JSON in a string} */
    static JsonNode info(JsonNode answer) {
        return JsonMapper.shared().readTree(answer.path("info").stringValue());
    }
}
