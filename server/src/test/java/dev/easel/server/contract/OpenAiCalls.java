package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.RgbImage;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Calls of OpenAI's Images API, and the same of the page's own protocol. */
record OpenAiCalls(Service service) {
    static final String GENERATIONS = "/v1/images/generations";
    static final String EDITS = "/v1/images/edits";

    static Map<String, Object> with(Map<String, Object> base, Object... more) {
        var body = new HashMap<>(base);
        for (int i = 0; i < more.length; i += 2) {
            body.put(String.valueOf(more[i]), more[i + 1]);
        }
        return body;
    }

    /** A request of OpenAI's, and the same on the page's own protocol. */
    static Map<String, Object> body(Object... more) {
        return with(
                Map.of(
                        "prompt", "a cat",
                        "negative_prompt", "dog",
                        "model", "sd-1.5",
                        "size", "64x64",
                        "steps", 2,
                        "seed", 42,
                        "guidance_scale", 7,
                        "sampler", "K_EULER"),
                more);
    }

    RgbImage original(Object... more) {
        var body =
                with(
                        Map.of(
                                "prompt", "a cat",
                                "negative_prompt", "dog",
                                "model", "sd-1.5",
                                "action", "generate",
                                "steps", 2,
                                "seed", 42,
                                "cfg_scale", 7,
                                "sampler", "K_EULER"),
                        "width",
                        64,
                        "height",
                        64);
        return service.whole(with(body, more)).picture().image();
    }

    HttpResponse<String> post(String path, Map<String, Object> body) {
        return service.send(service.json(path, body));
    }

    HttpResponse<String> post(String path, FormBody form) {
        return service.send(form.in(service.request(path)));
    }

    static FormBody form(Object... more) {
        var form = new FormBody();
        var fields = body(more);
        fields.remove("size");
        fields.forEach(form::field);
        return form;
    }

    static byte[] png(RgbImage image) {
        return Base64.getDecoder().decode(Picture.base64(image, ImageFormat.PNG));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    static byte[] file(JsonNode item) {
        return Base64.getDecoder().decode(item.path("b64_json").stringValue());
    }

    static RgbImage decoded(byte[] file) {
        return ImageCodec.decode(file, ImageCodec.MAX_PIXELS).image();
    }

    static RgbImage picture(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return decoded(file(json(answer).path("data").path(0)));
    }

    static String notes(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Easel-Notes").orElse("");
    }

    static void assertRefused(HttpResponse<String> answer, int status, String param, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var error = json(answer).path("error");
        assertThat(error.propertyNames()).containsExactly("message", "type", "param", "code");
        assertThat(error.path("message").stringValue()).contains(words);
        assertThat(error.path("param").asString("")).isEqualTo(param);
    }
}
