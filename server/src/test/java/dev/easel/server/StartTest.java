package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;

@Tag("slow")
class StartTest {
    @Test
    void anUnknownAddressIsNotFound(@TempDir Path folder) {
        try (var server = TestServer.start(folder, Map.of())) {
            var answer = server.send(HttpRequest.newBuilder(server.uri("/nowhere")).build());

            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aProtocolThatIsNotServedIsNotFound(@TempDir Path folder) {
        try (var server = TestServer.start(folder, Map.of("protocols", "openai"))) {
            var picture =
                    HttpRequest.newBuilder(server.uri("/image/sdxl"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{}"));
            assertThat(server.send(picture.build()).statusCode()).isEqualTo(404);
            var list = HttpRequest.newBuilder(server.uri("/list"));
            assertThat(server.send(list.build()).statusCode()).isEqualTo(200);
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

    /** Others may have variables that begin with EASEL_, and Easel has some itself. */
    @Test
    void aVariableThatIsNoSettingKeepsNothingFromStarting(@TempDir Path folder) {
        var variables =
                Map.of("EASEL_JAVA", "/nowhere", "EASEL_RATE_LIMT", "1", "EASEL_RATE_LIMIT", "7");
        var properties =
                Map.of(
                        "port", "0",
                        "data", folder.resolve("data").toString(),
                        "models", folder.resolve("models").toString());
        try (var server = EaselServer.start(properties, variables)) {
            assertThat(server.port()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "database-url, postgresql://u:p@127.0.0.1:1/name, The database"
                + " postgresql://127.0.0.1:1/name cannot be opened: ",
        "database-url, mysql://u:p@127.0.0.1/name, database-url must be jdbc:postgresql://",
        "prices, sdxl, prices must be a list of model=price in US dollars",
        "port, 99999, 'port must be between 0 and 65535, got 99999'",
        "port, x, 'port must be a whole number of at most 2147483647, got x'",
        "rate-limit, abc, 'rate-limit must be a whole number of at most 2147483647, got abc'",
        "model-memory, much, 'model-memory must be a whole number, got much'",
        "keep-jobs, long, 'keep-jobs must be a time such as 24h, 30m or 10s, got long'",
        "mini-fallback, maybe, 'mini-fallback must be true or false, got maybe'",
        "price, cheap, 'price must be a number, got cheap'",
        "precision, f8, 'precision must be one of auto, f32, bf16, int8, got f8'",
        "foo, 1, there is no setting foo; docs/server.md lists all",
        "rate-limt, 1, 'there is no setting rate-limt (did you mean rate-limit?); docs'",
        "database.url, x, 'there is no setting database.url (did you mean database-url?); docs'",
        "host, no.such.host.invalid, 'host must be an address of this machine:"
                + " no.such.host.invalid'",
        "host, 192.0.2.1, 'host and port cannot be listened on: Cannot assign requested address'",
        "trusted-proxies, example.org, 'trusted-proxies must be addresses such as 192.0.2.1 or"
                + " 2001:db8::1, got example.org'",
        "protocols, 'imagesdxl,dalle', 'protocols must be a list of imagesdxl, openai, stability,"
                + " a1111, mcp, got dalle'",
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
