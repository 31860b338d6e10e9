package dev.easel.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.TestServer;
import dev.easel.server.access.KeyAdministration.Wanted;
import dev.easel.server.access.KeyFilter.Needs;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Tag("slow")
class KeyFilterTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /, NOTHING",
        "HEAD, /list, NOTHING",
        "GET, /docs, NOTHING",
        "GET, /docs/start.js, NOTHING",
        "GET, /docs/a/b, KEY",
        "GET, /ui/studio.css, NOTHING",
        "GET, /ui/lit/lit/index.js, NOTHING",
        "GET, /ui, KEY",
        "POST, /ui/studio.css, KEY_AND_CAPTCHA",
        "GET, /openapi.json, NOTHING",
        "GET, /health/live, NOTHING",
        "GET, /health/ready, NOTHING",
        "GET, /health/other, KEY",
        "GET, /jobs/1, KEY",
        "DELETE, /jobs/1, KEY",
        "POST, /jobs, KEY_FOR_PATH",
        "POST, /v1/images/generations, KEY_FOR_PATH",
        "POST, /sdapi/v1/txt2img, KEY_FOR_PATH",
        "POST, /internal/progress, KEY_FOR_PATH",
        "POST, /mcp, KEY_FOR_PATH",
        "POST, /models, KEY",
        "GET, /openapi/openai.json, NOTHING",
        "POST, /key, KEY",
        "POST, /models, KEY",
        "DELETE, /models/sdxl, KEY",
        "POST, /modelsx, KEY_AND_CAPTCHA",
        "GET, /v1/models, KEY",
        "GET, /nowhere, KEY",
        "GET, /image/sdxl, KEY",
        "POST, /, KEY_AND_CAPTCHA",
        "POST, /image/sdxl, KEY_AND_CAPTCHA",
        "PUT, /docs, KEY_AND_CAPTCHA",
        "POST, /jobsx, KEY_AND_CAPTCHA"
    })
    void whatIsNotListedAsOpenNeedsAKey(String method, String path, Needs needs) {
        assertThat(Needs.of(method, path)).isEqualTo(needs);
    }

    @Test
    void anUnknownAddressNeedsAKeyFromTheFirstOneOn(@TempDir Path folder) {
        try (var server = TestServer.start(folder, Map.of())) {
            assertThat(status(server, "/nowhere/models", "")).isEqualTo(404);
            String token;
            try (var keys = KeyAdministration.open(folder.resolve("data"), Map.of())) {
                var wanted = new Wanted("ada", "ada", Optional.empty(), List.of("*"), List.of());
                token = keys.create(wanted).apiToken();
            }

            assertThat(status(server, "/nowhere/models", "")).isEqualTo(401);
            assertThat(status(server, "/nowhere/models", token)).isEqualTo(404);
            assertThat(status(server, "/docs", "")).isEqualTo(200);
        }
    }

    private static int status(TestServer server, String path, String token) {
        var request = HttpRequest.newBuilder(server.uri(path));
        if (!token.isEmpty()) {
            request.header("Authorization", token);
        }
        return server.send(request.build()).statusCode();
    }
}
