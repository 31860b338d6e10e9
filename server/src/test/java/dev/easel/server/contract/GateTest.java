package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import dev.easel.server.access.KeyAdministration;
import dev.easel.server.access.KeyAdministration.Made;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rate limit, riddles for humans, keys that come and go while the service runs. */
@Tag("slow")
class GateTest {
    private static final Map<String, Object> SMALL =
            with("width", 64, "height", 64, "steps", 1, "stream", false);

    /** Three requests within a second are to be had on any machine, some time. */
    private static final int MOST_ATTEMPTS = 1000;

    @TempDir private Path folder = Path.of("");

    /** A13 and R7; how long the window is, RateLimitTest says. */
    @Test
    void whoAsksTooOftenIsToldToWait() throws Exception {
        try (var service = Service.start(folder, Map.of("rate-limit", "2"))) {
            HttpResponse<String> answer = service.send(service.anonymous("/"));
            assertThat(answer.statusCode()).isEqualTo(200);
            for (int i = 0; i < MOST_ATTEMPTS && answer.statusCode() == 200; i++) {
                assertThat(answer.headers().firstValue("RateLimit-Limit")).contains("2");
                assertThat(answer.headers().firstValue("RateLimit-Remaining")).isPresent();
                assertThat(answer.headers().firstValue("RateLimit-Reset")).isPresent();
                answer = service.send(service.anonymous("/"));
            }
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"success\":false,\"error\":\"Too many requests, please try"
                                    + " again later.\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"turnstile", "hcaptcha"})
    void anAnswerOfAHumanPassesAsCaptcha(String kind) throws IOException {
        var asked = new ArrayList<String>();
        var verifier =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        verifier.createContext(
                "/",
                exchange -> {
                    String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    asked.add(form);
                    byte[] answer =
                            ("{\"success\":" + form.contains("response=human") + "}")
                                    .getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        verifier.start();
        var url = "http://127.0.0.1:" + verifier.getAddress().getPort() + "/";
        try (var service =
                Service.start(folder, Map.of(kind + "-secret", "s3", kind + "-url", url))) {
            var key = service.keys().withBudget("human", "1");
            assertThat(send(service, key.apiToken(), "human")).isEqualTo(200);
            assertThat(send(service, key.apiToken(), "robot")).isEqualTo(400);
            assertThat(send(service, "nobody", "human")).isEqualTo(401);
            assertThat(asked).contains("secret=s3&response=human");
            // it proves a human and nothing else: the plan pays
            assertThat(service.keys().bookings("human")).isOne();
        } finally {
            verifier.stop(0);
        }
    }

    private static int send(Service service, String token, String captcha) {
        return service.send(
                        service.anonymousJson("/image/sdxl", SMALL)
                                .header("Authorization", token)
                                .header("x-captcha-token", captcha))
                .statusCode();
    }

    @Test
    void theFirstKeyClosesTheDoorAndTheCaptchaCanBeTurnedOff() throws Exception {
        try (var service = Service.start(folder, Map.of("captcha-required", "false"))) {
            assertThat(service.whole(SMALL).status()).isEqualTo(200);
            var key = service.keys().any();
            assertThat(service.whole(SMALL).status()).isEqualTo(401);
            var request =
                    service.anonymousJson("/image/sdxl", SMALL)
                            .header("Authorization", "Bearer " + key.apiToken());
            assertThat(service.send(request).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aKeyForOtherAddressesOpensNothingWithoutCaptchaEither() throws IOException {
        try (var service = Service.start(folder, Map.of("captcha-required", "false"))) {
            assertThat(statusWithKeyFor(service, "203.0.113.9")).isEqualTo(401);
            assertThat(statusWithKeyFor(service, "::ffff:127.0.0.1")).isEqualTo(200);
        }
    }

    private static int statusWithKeyFor(Service service, String address) {
        var key = service.keys().boundTo(address);
        var request =
                service.anonymousJson("/image/sdxl", SMALL)
                        .header("Authorization", "Bearer " + key.apiToken());
        return service.send(request).statusCode();
    }

    @Test
    void theDoorStaysClosedWhenTheLastKeyIsGone() throws IOException {
        Made key;
        try (var service = Service.start(folder, Map.of())) {
            key = service.keys().any();
            assertThat(send(service, key.apiToken(), key.captchaToken())).isEqualTo(200);
            service.keys().revoke(key);
            assertThat(send(service, key.apiToken(), key.captchaToken())).isEqualTo(401);
            assertThat(service.whole(SMALL).status()).isEqualTo(401);
        }
        try (var service = Service.restart(folder)) {
            assertThat(send(service, key.apiToken(), key.captchaToken())).isEqualTo(401);
            assertThat(service.whole(SMALL).status()).isEqualTo(401);
            assertThat(service.send(service.anonymous("/jobs/x")).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void usesOfAKeyAreCountedToTheLast() throws IOException {
        UUID id;
        try (var service = Service.start(folder, Map.of())) {
            var key = service.keys().any();
            id = key.id();
            for (int i = 0; i < 3; i++) {
                send(service, key.apiToken(), key.captchaToken());
            }
        }
        try (var keys = KeyAdministration.open(folder.resolve("data"), Map.of())) {
            assertThat(keys.list())
                    .singleElement()
                    .satisfies(key -> {
                        assertThat(key.id()).isEqualTo(id);
                        assertThat(key.uses()).isEqualTo(3);
                    });
        }
    }

    @Test
    void aKeyIsMadeForSomebodyAlone() throws IOException {
        try (var service = Service.start(folder, Map.of("super-key", "s1"))) {
            var key = service.keys().any();
            for (var body : List.of("", "{}", "{\"user\":\"tester\"}", "[]")) {
                var answer = makeKey(service, key, body);
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body()).contains("must be 1 to 255 characters");
            }
            assertThat(makeKey(service, key, " ".repeat(1 << 20)).statusCode()).isEqualTo(413);
        }
    }

    private static HttpResponse<String> makeKey(Service service, Made key, String body) {
        return service.send(
                service.anonymous("/key")
                        .header("Authorization", key.apiToken())
                        .header("Content-Type", "application/json")
                        .header("secret", "s1")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void anothersJobIsNotFound() throws IOException {
        try (var service = Service.start(folder, Map.of())) {
            var mine = service.keys().any();
            var other = service.keys().any();
            var request =
                    service.anonymousJson("/image/sdxl", SMALL)
                            .header("Authorization", mine.apiToken())
                            .header("x-captcha-token", mine.captchaToken())
                            .header("Prefer", "respond-async");
            String path = service.send(request).headers().firstValue("Location").orElse("");
            assertThat(look(service, path, mine.apiToken())).isEqualTo(200);
            assertThat(look(service, path, other.apiToken())).isEqualTo(404);
            assertThat(service.send(service.anonymous(path)).statusCode()).isEqualTo(401);
        }
    }

    private static int look(Service service, String path, String token) {
        return service.send(service.anonymous(path).header("Authorization", token)).statusCode();
    }
}
