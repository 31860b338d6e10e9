package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.catalog.FileDigests;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Models as A1111's programs list and name them. */
@Tag("slow")
class A1111ModelsTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void aTitleHasTheHashOfASingleFileOnceItIsKnown() throws IOException {
        var file = folder.resolve("models/checkpoints/fox.safetensors");
        Files.createDirectories(file.getParent());
        Files.copy(Service.GOLDEN.resolve("../single-file/sd15-fp16.safetensors"), file);
        try (var service = Service.start(folder, Map.of())) {
            var client = new A1111Client(service);
            var unread = listed(client, "fox");
            assertThat(unread.path("title").stringValue()).isEqualTo("fox.safetensors");
            assertThat(unread.path("hash").isNull()).isTrue();
            assertThat(unread.path("sha256").isNull()).isTrue();

            String sha256 = FileDigests.ofProcess().sha256(file);
            String hash = sha256.substring(0, 10);
            String title = "fox.safetensors [%s]".formatted(hash);
            var read = listed(client, "fox");
            assertThat(read.path("title").stringValue()).isEqualTo(title);
            assertThat(read.path("filename").stringValue()).isEqualTo("fox.safetensors");
            assertThat(read.path("hash").stringValue()).isEqualTo(hash);
            assertThat(read.path("sha256").stringValue()).isEqualTo(sha256);

            for (var name : new String[] {title, hash, sha256.toUpperCase(Locale.ROOT)}) {
                client.post("options", model("sdxl"));
                client.post("options", model(name));
                var options = client.get("options");
                assertThat(options.path("sd_model_checkpoint").stringValue()).isEqualTo(title);
                assertThat(options.path("sd_checkpoint_hash").stringValue()).isEqualTo(sha256);
            }
            client.refused("options", model("0123456789"), 404);
        }
    }

    private static Map<String, Object> model(String title) {
        return Map.of("sd_model_checkpoint", title);
    }

    private static JsonNode listed(A1111Client client, String name) {
        return client.get("sd-models")
                .valueStream()
                .filter(model -> model.path("model_name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
