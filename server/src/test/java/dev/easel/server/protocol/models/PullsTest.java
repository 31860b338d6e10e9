package dev.easel.server.protocol.models;

import static dev.easel.server.protocol.models.ModelsClient.error;
import static dev.easel.server.protocol.models.ModelsClient.json;
import static dev.easel.server.protocol.models.ModelsClient.next;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;
import dev.easel.server.TestServer;
import dev.easel.server.pull.FileHost;
import dev.easel.server.pull.TestRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Models are pulled over HTTP from a small host of the test's own. */
@Tag("slow")
final class PullsTest {
    private static final String EVENTS = "/models/pulls/sd-turbo/events";
    private static final String UNET = "unet/diffusion_pytorch_model.safetensors";

    @TempDir private Path folder = Path.of("");
    private FileHost host;
    private TestServer server;
    private ModelsClient client;

    @BeforeEach
    void start() throws IOException {
        host = new FileHost();
        server =
                TestServer.start(
                        folder,
                        Map.of(),
                        Map.of("HF_ENDPOINT", host.address(), "HF_TOKEN", "hf_secret"));
        client = new ModelsClient(server);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        host.close();
    }

    private TestRepository turbo() throws IOException {
        return new TestRepository(host, "stabilityai/sd-turbo")
                .with(Golden.folder().resolve("models/sd15"))
                .open();
    }

    @Test
    void aModelThatIsPulledIsThereWithItsOwnDefaults() throws Exception {
        turbo();
        var answer = client.post("/models", Map.of("id", "sd-turbo"));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains(EVENTS);
        assertThat(json(answer).path("id").stringValue()).isEqualTo("sd-turbo");

        var last = client.lastEvent(EVENTS);
        assertThat(last.path("status").stringValue()).as(last.toString()).isEqualTo("done");
        assertThat(last.path("bytes").longValue())
                .isPositive()
                .isEqualTo(last.path("total").longValue());
        assertThat(last.path("error").isNull()).isTrue();

        var model = client.model("sd-turbo");
        assertThat(model.path("defaults").path("steps").intValue()).isEqualTo(4);
        assertThat(model.path("takes").path("negative_prompt").booleanValue()).isFalse();
        assertThat(client.list().path("pullable").toString()).doesNotContain("\"sd-turbo\"");
        assertThat(client.list().path("pulls").path(0).path("status").stringValue())
                .isEqualTo("done");
        var again = client.post("/models", Map.of("id", "sd-turbo"));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(error(again)).isEqualTo("sd-turbo is here already");
    }

    @Test
    void aRepositoryIsPulledByItsName() throws Exception {
        new TestRepository(host, "some/model").with(Golden.folder().resolve("models/sd15")).open();
        var answer = client.post("/models", Map.of("id", "some/model"));
        var location = answer.headers().firstValue("Location").orElse("");
        assertThat(client.lastEvent(location).path("status").stringValue()).isEqualTo("done");
        assertThat(client.model("model").isMissingNode()).isFalse();
    }

    @Test
    void whatIsStoppedGoesOnLater() throws Exception {
        var repository = turbo();
        byte[] unet = repository.content(UNET);
        host.on(repository.place(UNET), host.stalled(unet, unet.length / 2), FileHost.file(unet));
        client.post("/models", Map.of("id", "sd-turbo"));
        assertThat(client.post("/models", Map.of("id", "sd-turbo")).statusCode()).isEqualTo(202);
        try (var events = client.events(EVENTS)) {
            assertThat(next(events).path("status").stringValue()).isEqualTo("pulling");
            while (next(events).path("bytes").longValue() < unet.length / 2) {
                assertThat(client.list().path("pulls").size()).isEqualTo(1);
            }
            assertThat(client.delete("/models/pulls/sd-turbo").statusCode()).isEqualTo(204);
            var last = next(events);
            while (last.path("status").stringValue().equals("pulling")) {
                last = next(events);
            }
            assertThat(last.path("status").stringValue()).isEqualTo("cancelled");
            assertThat(next(events).isMissingNode()).isTrue();
        }
        assertThat(client.model("sd-turbo").isMissingNode()).isTrue();

        client.post("/models", Map.of("id", "sd-turbo"));
        assertThat(client.lastEvent(EVENTS).path("status").stringValue()).isEqualTo("done");
    }

    @Test
    void whatCannotBePulledIsToldWithoutTheServersPaths() throws Exception {
        client.post("/models", Map.of("id", "sd-turbo"));
        var last = client.lastEvent(EVENTS);
        assertThat(last.path("status").stringValue()).isEqualTo("failed");
        assertThat(last.path("error").stringValue())
                .contains("stabilityai/sd-turbo")
                .doesNotContain(folder.toString(), "Exception", "hf_secret");
        // one that has ended is forgotten by the same request
        assertThat(client.delete("/models/pulls/sd-turbo").statusCode()).isEqualTo(204);
        assertThat(client.get(EVENTS).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoModelIsRefused() {
        for (String id :
                List.of("nothing", "http://127.0.0.1:1/x.safetensors", "a/b/c", "", "../x")) {
            var answer = client.post("/models", Map.of("id", id));
            assertThat(answer.statusCode()).as(id).isEqualTo(400);
            assertThat(error(answer)).contains("id must be one of sdxl", "got " + id);
        }
        assertThat(error(client.post("/models", Map.of()))).isEqualTo("Missing parameters: id");
        assertThat(client.post("/models", Map.of("id", "easel-mini")).statusCode()).isEqualTo(409);
        for (String path : List.of("/models/pulls/events", "/models/pulls/x/events", "/models/x")) {
            assertThat(client.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }
}
