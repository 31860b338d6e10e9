package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.UncheckedIOException;
import java.net.URI;
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

    @Test
    void noOtherSettingMovesTheServer(@TempDir Path folder) {
        System.setProperty("server.address", "0.0.0.0");
        System.setProperty("server.port", "1");
        try (var server = TestServer.start(folder, Map.of())) {
            assertThat(server.uri("/").getPort()).isNotEqualTo(1);
            var elsewhere = URI.create("http://127.0.0.2:%d/".formatted(server.uri("/").getPort()));
            assertThatThrownBy(() -> server.send(HttpRequest.newBuilder(elsewhere).build()))
                    .isInstanceOf(UncheckedIOException.class);
        } finally {
            System.clearProperty("server.address");
            System.clearProperty("server.port");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "database-url, postgresql://u:p@127.0.0.1:1/name, The database"
                + " postgresql://127.0.0.1:1/name cannot be opened: ",
        "database-url, mysql://u:p@127.0.0.1/name, database-url must be jdbc:postgresql://",
        "prices, sdxl, prices must be a list of model=price in US dollars",
        "port, 99999, 'port must be between 0 and 65535, got 99999'",
        "port, x, 'easel.server.port: '",
        "host, no.such.host.invalid, 'host must be an address of this machine:"
                + " no.such.host.invalid'",
        "host, 192.0.2.1, 'host and port cannot be listened on: Cannot assign requested address'",
        "trusted-proxies, example.org, 'trusted-proxies must be addresses such as 192.0.2.1 or"
                + " 2001:db8::1, got example.org'",
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
