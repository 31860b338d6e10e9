package dev.easel.server.protocol.models;

import static dev.easel.server.protocol.models.ModelsClient.error;
import static dev.easel.server.protocol.models.ModelsClient.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;
import dev.easel.golden.ModelCopy;
import dev.easel.server.TestServer;
import dev.easel.server.access.ApiKey;
import dev.easel.server.access.KeyAdministration;
import dev.easel.server.access.KeyAdministration.Wanted;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Tag("slow")
final class ModelsTest {
    private static final Path GOLDEN = Golden.folder().resolve("models");

    @TempDir private Path folder = Path.of("");
    private TestServer server;
    private ModelsClient client;

    @BeforeEach
    void start() throws IOException {
        Path models = Files.createDirectories(folder.resolve("models"));
        Files.move(ModelCopy.of(GOLDEN.resolve("sd15"), folder).folder(), models.resolve("sd-1.5"));
        server = TestServer.start(folder, Map.of("precision", "f32"));
        client = new ModelsClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String key(boolean operator) {
        try (var keys = KeyAdministration.open(folder.resolve("data"), Map.of())) {
            return keys.create(
                            new Wanted(
                                    "ada",
                                    "ada",
                                    Optional.empty(),
                                    ApiKey.USUAL_PATHS,
                                    List.of(),
                                    operator))
                    .apiToken();
        }
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }

    @Test
    void eachModelHasItsDefaultsAndWhatItTakes() {
        var list = client.list();
        assertThat(list.path("models").valueStream().map(m -> m.path("name").stringValue()))
                .containsExactly("sd-1.5", "easel-mini");
        assertThat(list.path("default").stringValue()).isEqualTo("easel-mini");
        var mini = client.model("easel-mini");
        assertThat(mini.path("defaults").toString())
                .isEqualTo(
                        "{\"width\":256,\"height\":256,\"steps\":20,\"cfg_scale\":5.0,\"sampler\":\"K_DPMPP_2M\"}");
        assertThat(mini.path("size").toString())
                .isEqualTo("{\"step\":16,\"min\":64,\"max\":2048,\"max_pixels\":4194304}");
        assertThat(mini.path("takes").path("negative_prompt").booleanValue()).isTrue();
        assertThat(mini.path("bytes").longValue()).isPositive();
        assertThat(mini.path("loaded").booleanValue()).isFalse();
        assertThat(mini.path("memory").isNull()).isTrue();
    }

    @Test
    void whatIsPutIntoAModelsFolderIsSeen() throws IOException {
        assertThat(client.model("sd-1.5").path("defaults").path("steps").intValue()).isEqualTo(30);
        Files.writeString(folder.resolve("models/sd-1.5/easel.json"), "{\"fewSteps\": \"turbo\"}");
        var model = client.model("sd-1.5");
        assertThat(model.path("defaults").path("steps").intValue()).isEqualTo(4);
        assertThat(model.path("takes").path("negative_prompt").booleanValue()).isFalse();

        Files.writeString(folder.resolve("models/sd-1.5/unet/config.json"), "{");
        assertThat(client.model("sd-1.5").isMissingNode()).isTrue();
    }

    @Test
    void offersHaveNamesRangesAndFiles() throws IOException {
        Path loras = Files.createDirectories(folder.resolve("models/loras"));
        Files.writeString(loras.resolve("fox.safetensors"), "any");
        Files.writeString(loras.resolve("lcm-lora-sdxl.safetensors"), "any");
        var list = client.list();
        var offers = list.path("offers");
        assertThat(texts(offers.path("samplers"))).contains("K_DPMPP_2M", "LCM", "TCD");
        assertThat(texts(offers.path("schedulers")))
                .containsExactly("default", "karras", "exponential");
        assertThat(texts(offers.path("styles"))).hasSize(17);
        assertThat(texts(offers.path("loras"))).containsExactly("fox", "lcm-lora-sdxl");
        assertThat(offers.path("ranges").path("steps").toString()).isEqualTo("[1,150]");
        assertThat(offers.path("ranges").path("prompt").intValue()).isEqualTo(2000);
        assertThat(offers.path("image").path("max_pixels").intValue()).isEqualTo(50_000_000);
        assertThat(offers.path("upscale").path("max_pixels").intValue()).isEqualTo(4_194_304);

        var pullable = list.path("pullable").valueStream().toList();
        assertThat(pullable.stream().map(it -> it.path("id").stringValue()))
                .contains("sdxl", "sdxl-turbo", "lcm-lora-sd-1.5")
                // these are here, two of them by other ids
                .doesNotContain("sd-1.5", "sd", "easel-mini", "lcm-lora-sdxl");
        assertThat(pullable.getFirst().propertyNames())
                .containsExactly("id", "title", "family", "kind", "bytes", "license");
    }

    @Test
    void aModelThatDrawsIsLoadedAndCannotBeDeleted() {
        var job = json(client.post("/image/sdxl", drawing("sd-1.5", 150))).path("id").stringValue();
        while (!status(job).equals("generating")
                || !client.model("sd-1.5").path("loaded").asBoolean()) {
            assertThat(status(job)).isIn("queued", "generating");
        }
        assertThat(client.model("sd-1.5").path("memory").longValue()).isPositive();
        var refused = client.delete("/models/sd-1.5");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(error(refused)).contains("sd-1.5 is drawing");

        client.delete("/jobs/" + job);
        while (client.delete("/models/sd-1.5").statusCode() == 409) {
            assertThat(status(job)).isIn("generating", "cancelled");
        }
        assertThat(folder.resolve("models/sd-1.5")).doesNotExist();
        assertThat(client.model("sd-1.5").isMissingNode()).isTrue();
    }

    private static Map<String, Object> drawing(String model, int steps) {
        return Map.of(
                "action",
                "generate",
                "prompt",
                "a fox",
                "model",
                model,
                "width",
                512,
                "height",
                512,
                "steps",
                steps,
                "number",
                10);
    }

    private String status(String job) {
        return json(client.get("/jobs/" + job)).path("status").stringValue();
    }

    @Test
    void whatCannotBeDeletedIsToldInASentence() throws IOException {
        Files.createSymbolicLink(folder.resolve("models/linked"), GOLDEN.resolve("sd15"));
        assertThat(error(client.delete("/models/easel-mini")))
                .isEqualTo("easel-mini comes with Easel and stays");
        assertThat(client.delete("/models/easel-mini").statusCode()).isEqualTo(409);
        assertThat(client.delete("/models/nope").statusCode()).isEqualTo(404);
        assertThat(error(client.delete("/models/a/b"))).isEqualTo("There is no model a/b here");
        for (String path :
                List.of("/models/", "/models/pulls", "/models/pulls/", "/models/..%2fx")) {
            assertThat(client.delete(path).statusCode()).as(path).isIn(400, 404);
        }
        assertThat(client.delete("/models/linked").statusCode()).isEqualTo(204);
        assertThat(GOLDEN.resolve("sd15/unet")).isNotEmptyDirectory();
    }

    @Test
    void tokensAreCountedByTheModelsTokenizer() {
        assertThat(tokens("easel-mini", "a red fox"))
                .isEqualTo("{\"tokens\":3,\"limit\":75,\"chunks\":1}");
        assertThat(tokens("easel-mini", "a (red:1.3) fox <lora:fox:0.8>")).contains(":3,");
        assertThat(tokens("easel-mini", "fox ".repeat(76))).contains(":76,").contains("chunks\":2");
        assertThat(tokens("sd-1.5", "")).contains("\"tokens\":0").contains("chunks\":1");

        assertThat(client.post("/models/nope/tokens", Map.of("prompt", "x")).statusCode())
                .isEqualTo(404);
        assertThat(client.post("/models/easel-mini/words", Map.of()).statusCode()).isEqualTo(404);
        assertThat(client.post("/models/tokens", Map.of()).statusCode()).isEqualTo(404);
        refused("Missing parameters: prompt", Map.of());
        refused("prompt must be a text, got 5", Map.of("prompt", 5));
        refused("at most 2000 characters, got 2001", Map.of("prompt", "x".repeat(2001)));
        refused("weight of a prompt's words", Map.of("prompt", "(x:99999999)"));
    }

    private void refused(String sentence, Map<String, ?> body) {
        var answer = client.post("/models/easel-mini/tokens", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer)).contains(sentence);
    }

    private String tokens(String model, String prompt) {
        var answer = client.post("/models/" + model + "/tokens", Map.of("prompt", prompt));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void anOperatorAloneChangesModels() {
        assertThat(client.list().path("operator").booleanValue()).isTrue(); // nobody has a key
        var users = client.with(key(false));
        var operators = client.with(key(true));
        assertThat(client.get("/models").statusCode()).isEqualTo(401);

        assertThat(users.list().path("operator").booleanValue()).isFalse();
        for (var answer :
                List.of(
                        users.delete("/models/sd-1.5"),
                        users.delete("/models/pulls/sdxl"),
                        users.post("/models", Map.of("id", "sdxl")))) {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(error(answer)).startsWith("This key may not change models");
        }
        assertThat(users.post("/models/sd-1.5/tokens", Map.of("prompt", "x")).statusCode())
                .isEqualTo(200);
        assertThat(operators.list().path("operator").booleanValue()).isTrue();
        assertThat(operators.delete("/models/sd-1.5").statusCode()).isEqualTo(204);
    }

    /** The description names each key of the answer, and none that is not there. */
    @Test
    void theAnswerIsAsOpenApiDescribesIt() {
        var schemas = json(client.get("/openapi/models.json")).path("components").path("schemas");
        var list = client.list();
        requireKeys(list, schemas.path("Models"));
        requireKeys(list.path("models").path(0), schemas.path("Model"));
        for (String part : List.of("defaults", "size", "takes")) {
            requireKeys(
                    list.path("models").path(0).path(part),
                    schemas.path("Model").path("properties").path(part));
        }
        requireKeys(list.path("offers"), schemas.path("Offers"));
        for (String part : List.of("ranges", "image", "upscale")) {
            requireKeys(
                    list.path("offers").path(part),
                    schemas.path("Offers").path("properties").path(part));
        }
        requireKeys(list.path("pullable").path(0), schemas.path("Pullable"));
    }

    private static void requireKeys(JsonNode answer, JsonNode schema) {
        assertThat(schema.path("required").isEmpty()).isFalse();
        assertThat(answer.propertyNames())
                .containsExactlyInAnyOrderElementsOf(texts(schema.path("required")))
                .containsExactlyInAnyOrderElementsOf(schema.path("properties").propertyNames());
    }
}
