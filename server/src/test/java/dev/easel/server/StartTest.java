package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;

class StartTest {
    @Test
    void anUnknownAddressIsNotFound(@TempDir Path folder) {
        try (var server = TestServer.start(folder, Map.of())) {
            var answer = server.send(HttpRequest.newBuilder(server.uri("/nowhere")).build());

            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }
}
