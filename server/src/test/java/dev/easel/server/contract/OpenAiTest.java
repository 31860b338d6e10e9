package dev.easel.server.contract;

import static dev.easel.server.contract.OpenAiCalls.EDITS;
import static dev.easel.server.contract.OpenAiCalls.GENERATIONS;
import static dev.easel.server.contract.OpenAiCalls.assertRefused;
import static dev.easel.server.contract.OpenAiCalls.body;
import static dev.easel.server.contract.OpenAiCalls.decoded;
import static dev.easel.server.contract.OpenAiCalls.file;
import static dev.easel.server.contract.OpenAiCalls.form;
import static dev.easel.server.contract.OpenAiCalls.json;
import static dev.easel.server.contract.OpenAiCalls.notes;
import static dev.easel.server.contract.OpenAiCalls.picture;
import static dev.easel.server.contract.OpenAiCalls.png;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.PictureTexts;
import dev.easel.pictures.Rectangle;
import dev.easel.pictures.RgbImage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

/** OpenAI's Images API over the running service. */
class OpenAiTest extends OpenAiServed {
    private static final RgbImage PICTURE = Picture.slope(64, 64);

    @Test
    void thePixelsAreThoseOfThePagesProtocol() {
        var answer = calls().post(GENERATIONS, body("n", 2));

        assertThat(picture(answer)).isEqualTo(calls().original());
        assertThat(decoded(file(json(answer).path("data").path(1))))
                .isEqualTo(calls().original("seed", 43));
        assertThat(json(answer).path("size").stringValue()).isEqualTo("64x64");
        assertThat(json(answer).path("data").path(1).path("seed").asInt()).isEqualTo(43);
        assertThat(json(answer).path("usage").toString())
                .startsWith("{\"total_tokens\":34,\"input_tokens\":2,\"output_tokens\":32,");
        assertThat(json(answer).path("created").asLong()).isPositive();
        assertThat(answer.headers().firstValue("X-Easel-Model")).contains("sd-1.5");
        assertThat(notes(answer)).isEmpty();
    }

    @Test
    void aStyleIsThatOfThePageAndTold() {
        var answer = calls().post(GENERATIONS, body("style", "anime"));

        assertThat(picture(answer)).isEqualTo(calls().original("style", "anime"));
        assertThat(json(answer).path("data").path(0).path("revised_prompt").stringValue())
                .contains("a cat")
                .isNotEqualTo("a cat");
        assertThat(notes(calls().post(GENERATIONS, body("style", "vivid"))))
                .contains("style vivid changes nothing");
    }

    @Test
    void anEditIsTheImg2ImgOfThePage() {
        var base64 = Picture.base64(PICTURE, ImageFormat.PNG);
        var expected = calls().original("action", "img2img", "image", base64, "strength", 0.4);

        var byForm = calls().post(EDITS, form("strength", 0.4).file("image", png(PICTURE)));
        var several =
                calls().post(
                                EDITS,
                                form("strength", 0.4)
                                        .file("image[]", png(PICTURE))
                                        .file("image[]", png(Picture.slope(80, 64))));
        var byJson =
                calls().post(
                                EDITS,
                                body(
                                        "strength",
                                        0.4,
                                        "images",
                                        List.of(
                                                Map.of(
                                                        "image_url",
                                                        "data:image/png;base64," + base64))));
        var variation =
                calls().post(
                                "/v1/images/variations",
                                form("strength", 0.4).file("image", png(PICTURE)));

        assertThat(picture(byForm)).isEqualTo(expected);
        assertThat(picture(several)).isEqualTo(expected);
        assertThat(notes(several)).contains("the first picture is used alone, 1 more are not");
        assertThat(picture(byJson)).isEqualTo(expected);
        assertThat(picture(variation)).isEqualTo(expected);
    }

    /** The left half of a PNG is transparent. */
    static byte[] leftHalfTransparent(int side) throws IOException {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, i % side < side / 2 ? 0 : 0xFF102030);
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    @Test
    void whatTheMaskHasTransparentIsMadeAgain() throws IOException {
        byte[] mask = leftHalfTransparent(64);
        var masked = calls().post(EDITS, form().file("image", png(PICTURE)).file("mask", mask));

        var left = new Rectangle(0, 0, 32, 64);
        var right = new Rectangle(32, 0, 32, 64);
        assertThat(picture(masked).crop(right)).isEqualTo(PICTURE.crop(right));
        assertThat(picture(masked).crop(left)).isNotEqualTo(PICTURE.crop(left));
        assertRefused(
                calls().post(
                                EDITS,
                                form().file("image", png(PICTURE))
                                        .file("mask", leftHalfTransparent(32))),
                400,
                "mask",
                "must have the size of the first picture, 64x64, got 32x32");
        assertRefused(
                calls().post(EDITS, form().file("image", png(PICTURE)).file("mask", png(PICTURE))),
                400,
                "mask",
                "must be a PNG or WebP with transparency");
    }

    @Test
    void theModelDallE2TakesThePicturesOwnTransparency() throws IOException {
        var answer =
                calls().post(
                                EDITS,
                                form("model", "dall-e-2").file("image", leftHalfTransparent(64)));

        assertThat(picture(answer).pixel(60, 5)).isEqualTo(0x102030);
        assertThat(notes(answer))
                .contains("dall-e-2 is not on this server: sdxl stands in for it")
                .contains("the picture's own transparency is its mask");
    }

    @ParameterizedTest
    @CsvSource({
        "500x301, 504x304, size 500x301 is made as 504x304",
        "3840x2160, 512x288, size 3840x2160 is made as 512x288",
        "8x8, 64x64, size 8x8 is made as 64x64",
        "64x72, 64x72, ''"
    })
    void sizesAreBroughtToWhatTheModelMakes(String sent, String made, String note) {
        var answer = calls().post(GENERATIONS, body("size", sent, "steps", 1));

        assertThat(json(answer).path("size").stringValue()).isEqualTo(made);
        assertThat(picture(answer).width() + "x" + picture(answer).height()).isEqualTo(made);
        assertThat(notes(answer)).isEqualTo(note);
    }

    @Test
    void theSizeOfAnEditCropsItsPicture() {
        var answer =
                calls().post(
                                EDITS,
                                form("strength", 1)
                                        .field("size", "64x96")
                                        .file("image", png(PICTURE)));

        assertThat(json(answer).path("size").stringValue()).isEqualTo("64x96");
        assertThat(picture(answer).height()).isEqualTo(96);
        assertThat(notes(answer))
                .contains("the picture of 64x64 is cropped to the aspect of 64x96");
    }

    @Test
    void qualityIsStepsOfTheModelsOwn() {
        var open = new HashMap<>(body("quality", "low"));
        open.remove("steps");
        var low = recipe(calls().post(GENERATIONS, open));
        open.put("quality", "hd");
        var high = recipe(calls().post(GENERATIONS, open));

        assertThat(2 * high).isEqualTo(3 * 2 * low);
        assertThat(notes(calls().post(GENERATIONS, body("quality", "low"))))
                .contains("quality is not used");
    }

    private static int recipe(HttpResponse<String> answer) {
        var text =
                PictureTexts.of(file(json(answer).path("data").path(0)))
                        .getOrDefault(PictureTexts.PARAMETERS, "");
        return Integer.parseInt(text.replaceAll("(?s).*Steps: (\\d+).*", "$1"));
    }

    @ParameterizedTest
    @CsvSource({"jpeg, 0, 255", "webp, 100, 82"})
    void picturesAreInTheFormatThatIsAskedFor(String format, int compression, int firstByte) {
        var answer =
                calls().post(
                                GENERATIONS,
                                body("output_format", format, "output_compression", compression));

        byte[] file = file(json(answer).path("data").path(0));
        assertThat(file[0] & 0xFF).isEqualTo(firstByte);
        assertThat(json(answer).path("output_format").stringValue()).isEqualTo(format);
        assertThat(PictureTexts.of(file).get(PictureTexts.PARAMETERS)).contains("Seed: 42");
        if (format.equals("webp") && compression == 100) {
            assertThat(decoded(file)).isEqualTo(calls().original());
        }
    }

    @Test
    void aLinkOpensWithoutAKeyForAnHour() throws Exception {
        var answer =
                calls().post(GENERATIONS, body("response_format", "url", "output_format", "jpeg"));

        String url = json(answer).path("data").path(0).path("url").stringValue();
        assertThat(url).startsWith(service().server().uri("/pictures/").toString());
        long expires = Long.parseLong(url.replaceAll(".*expires=(\\d+).*", "$1"));
        assertThat(expires - json(answer).path("created").asLong()).isBetween(3595L, 3605L);
        var picture = get(url);
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(decoded(picture.body()).width()).isEqualTo(64);
        for (String changed :
                List.of(
                        url.replace("expires=", "expires=1"),
                        url.replace("/1?", "/2?"),
                        url.replace("file=jpeg", "file=png"),
                        url.replaceAll("signature=.*", "signature=x"),
                        url.replaceAll("\\?.*", ""))) {
            var refused = get(changed);
            assertThat(refused.statusCode()).as(changed).isEqualTo(403);
            assertThat(new String(refused.body(), UTF_8))
                    .contains("\"code\":\"permission_denied\"");
        }
    }

    @Test
    void programsOfDallEHaveThePictureAndALinkToIt() {
        var both = json(calls().post(GENERATIONS, body("model", "dall-e-3"))).path("data").path(0);
        assertThat(both.propertyNames()).contains("b64_json", "url");
        var file = body("model", "dall-e-3", "response_format", "b64_json");
        assertThat(json(calls().post(GENERATIONS, file)).path("data").path(0).has("url")).isFalse();
    }

    @Test
    void aLinkToAPngIsThePictureAsItWasMade() throws Exception {
        var answer = calls().post(GENERATIONS, body("response_format", "url"));

        var picture = get(json(answer).path("data").path(0).path("url").stringValue());
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(decoded(picture.body())).isEqualTo(calls().original());
    }

    private static HttpResponse<byte[]> get(String url) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void nullIsAbsentAndUnknownFieldsAreTold() {
        var body = body();
        List.of("n", "quality", "response_format", "stream", "user", "style", "loras")
                .forEach(name -> body.put(name, null));
        body.put("hyper", 1);

        var answer = calls().post(GENERATIONS, body);

        assertThat(picture(answer)).isEqualTo(calls().original());
        assertThat(notes(answer)).isEqualTo("unknown parameter hyper is ignored");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aListOfAFormIsReadAsOpenAisClientsTakeItApart(boolean namesFirst) {
        var form = form().file("image", png(PICTURE)).field("loras[][name]", "a");
        if (namesFirst) {
            form.field("loras[][name]", "b").field("loras[][weight]", 0.5);
        } else {
            form.field("loras[][weight]", 0.5).field("loras[][name]", "b");
        }
        form.field("loras[][weight]", 9);

        assertRefused(
                calls().post(EDITS, form),
                400,
                "loras",
                "loras[1].weight must be from -4 to 4, got 9");
    }

    @Test
    void aListOfAFormHasAWeightForEachNameOrNone() {
        var form = form("loras[][name]", "a", "loras[][weight]", "1").field("loras[][name]", "b");
        assertRefused(
                calls().post(EDITS, form.file("image", png(PICTURE))),
                400,
                "loras",
                "for each of 2 loras[][name]");
    }

    @Test
    void theSameIdempotencyKeyIsTheSameJob() {
        var first = sentTwice(body());
        assertThat(sentTwice(body()).headers().firstValue("x-request-id"))
                .isEqualTo(first.headers().firstValue("x-request-id"));
        assertRefused(sentTwice(body("seed", 5)), 409, "", "Idempotency-Key");
    }

    private HttpResponse<String> sentTwice(Map<String, Object> body) {
        return service()
                .send(service().json(GENERATIONS, body).header("Idempotency-Key", "openai-1"));
    }

    @Test
    void whoDoesNotWaitIsToldWhereToLook() {
        var answer =
                service()
                        .send(
                                service()
                                        .json(GENERATIONS, body())
                                        .header("Prefer", "respond-async"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location"))
                .contains("/jobs/" + json(answer).path("id").stringValue());
    }

    @Test
    void theDescriptionNamesEveryField() {
        var document = json(service().send(service().anonymous("/openapi/openai.json").GET()));

        var fields = document.at("/components/schemas/GenerationRequest/properties");
        assertThat(fields.propertyNames()).containsAll(body().keySet());
        assertThat(document.path("paths").propertyNames())
                .contains(GENERATIONS, EDITS, "/v1/images/variations", "/v1/models");
    }
}
