package dev.easel.server.contract;

import static dev.easel.server.contract.OpenAiCalls.EDITS;
import static dev.easel.server.contract.OpenAiCalls.GENERATIONS;
import static dev.easel.server.contract.OpenAiCalls.assertRefused;
import static dev.easel.server.contract.OpenAiCalls.body;
import static dev.easel.server.contract.OpenAiCalls.form;
import static dev.easel.server.contract.OpenAiCalls.json;
import static dev.easel.server.contract.OpenAiCalls.notes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

/** What OpenAI's Images API says of what it does not take. */
class OpenAiRefusalsTest extends OpenAiServed {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n | 11 | n must be a whole number from 1 to 10, got 11",
                "n | x | n must be a whole number from 1 to 10, got x",
                "size | 0x64 | size must be auto or WIDTHxHEIGHT in pixels, got 0x64",
                "size | big | size must be auto or WIDTHxHEIGHT in pixels, got big",
                "quality | best | quality must be one of auto, low",
                "response_format | file | response_format must be one of b64_json, url",
                "output_format | gif | output_format must be one of png, jpeg, webp, got gif",
                "output_compression | 101 | output_compression must be a whole number from 0 to"
                        + " 100",
                "background | red | background must be one of auto, opaque, transparent",
                "moderation | high | moderation must be one of auto, low",
                "style | soft | style must be vivid, natural or one of 3d-model",
                "stream | maybe | stream must be true or false, got maybe",
                "partial_images | 4 | partial_images must be a whole number from 0 to 3, got 4",
                "steps | 0 | steps must be a whole number from 1 to 150, got 0",
                "seed | -1 | seed must be a whole number from 0 to",
                "guidance_scale | 36 | guidance_scale must be from 0 to 35, got 36",
                "sampler | best | sampler must be one of DDIM",
                "loras | x | loras must be a list of objects"
            })
    void aWrongValueIsToldWithItsField(String name, String value, String words) {
        var answer = calls().post(GENERATIONS, body(name, value));
        assertRefused(answer, 400, name, words);
        assertThat(json(answer).path("error").path("code").stringValue())
                .isEqualTo("invalid_value");
    }

    @Test
    void aBodyWithoutFilesIsJsonWhateverItsTypeSays() {
        var form =
                service()
                        .request(GENERATIONS)
                        .header("Content-Type", "application/x-www-form-urlencoded");
        var wrong = service().send(form.POST(BodyPublishers.ofString("{\"prompt\": 5}")));
        assertRefused(wrong, 400, "prompt", "prompt must be a string, got 5");
        var real = service().send(form.POST(BodyPublishers.ofString("prompt=cat")));
        assertRefused(real, 400, "", "The body is not JSON that can be read");
    }

    @Test
    void whatIsMissingIsToldInOpenAisWords() {
        assertRefused(
                calls().post(GENERATIONS, Map.of()),
                400,
                "prompt",
                "Missing required parameter: 'prompt'.");
        assertRefused(
                calls().post(EDITS, form()), 400, "image", "Missing required parameter: 'image'.");
        assertRefused(
                calls().post(EDITS, body("images", List.of(Map.of("file_id", "file-1")))),
                400,
                "image",
                "no files are kept here");
        assertRefused(
                calls().post(
                                EDITS,
                                body(
                                        "images",
                                        List.of(Map.of("image_url", "https://a.example/b")))),
                400,
                "image",
                "fetches no pictures");
    }

    @Test
    void aModelOfNobodyIsNotFoundAndOneOfOpenAisStandsForSdxl() {
        var unknown = calls().post(GENERATIONS, body("model", "flux"));
        assertRefused(unknown, 404, "model", "The model 'flux' does not exist here");
        assertThat(json(unknown).path("error").path("code").stringValue())
                .isEqualTo("model_not_found");

        var other = calls().post(GENERATIONS, body("model", "gpt-image-1"));
        assertThat(other.headers().firstValue("X-Easel-Model")).contains("sdxl");
        assertThat(notes(other))
                .isEqualTo("gpt-image-1 is not on this server: sdxl stands in for it");
    }

    @Test
    void modelsAreListedByTheNamesThatRequestsHave() {
        var list = json(service().send(service().request("/v1/models").GET()));
        var names = list.path("data").valueStream().map(m -> m.path("id").stringValue()).toList();

        assertThat(names).contains("sdxl", "sd-1.5", "easel-mini");
        var one = json(service().send(service().request("/v1/models/sd-1.5").GET()));
        assertThat(one.path("object").stringValue()).isEqualTo("model");
        assertThat(one.path("owned_by").stringValue()).isEqualTo("easel");
        assertRefused(
                service().send(service().request("/v1/models/flux").GET()),
                404,
                "model",
                "does not exist here");
    }

    @Test
    void whatNobodyServesBelowV1AndWhoHasNoKeyIsToldInOpenAisShape() {
        assertRefused(calls().post("/v1/chat/completions", Map.of()), 404, "", "Not found");
        assertRefused(calls().post("/v1/images", Map.of()), 404, "", "not found");
        var nobody = service().send(service().anonymousJson(GENERATIONS, body()));
        assertRefused(nobody, 401, "", "Unauthorized");
        assertThat(json(nobody).path("error").path("code").stringValue())
                .isEqualTo("invalid_api_key");
    }
}
