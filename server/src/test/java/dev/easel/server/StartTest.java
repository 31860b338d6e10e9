package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({
        "database-url, postgresql://u:p@127.0.0.1:1/name, The database"
                + " postgresql://127.0.0.1:1/name cannot be opened: ",
        "database-url, mysql://u:p@127.0.0.1/name, database-url must be jdbc:postgresql://",
        "prices, sdxl, prices must be a list of model=price in US dollars",
        "fee, -1, 'fee must not be negative, got -1'"
    })
    void whatIsWrongAtStartIsOneSentence(
            String name, String value, String sentence, @TempDir Path folder) {
        assertThatThrownBy(() -> TestServer.start(folder, Map.of(name, value)).close())
                .isInstanceOf(ServerStartException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageNotContaining("\n");
    }
}
