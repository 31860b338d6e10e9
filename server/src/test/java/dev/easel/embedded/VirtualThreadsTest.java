package dev.easel.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pipeline.StepListener;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/** Spring Boot with {@code spring.threads.virtual.enabled} gives each request a virtual thread. */
@Tag("slow")
class VirtualThreadsTest {
    private static final int ROUNDS = 12;
    private static final int CLIENTS = 8;

    @Test
    void picturesOfRequestsAreThoseOfPlatformThreads() {
        try (var context =
                        (ServletWebServerApplicationContext)
                                new SpringApplicationBuilder(PictureApplication.class)
                                        .run(
                                                "--server.port=0",
                                                "--spring.threads.virtual.enabled=true",
                                                "--spring.flyway.enabled=false");
                var client = HttpClient.newHttpClient()) {
            int port = Objects.requireNonNull(context.getWebServer()).getPort();
            var application = context.getBean(PictureApplication.class);
            var expected =
                    LongStream.range(0, CLIENTS)
                            .mapToObj(seed -> application.draw(seed, StepListener.NONE))
                            .toList();

            for (int round = 0; round < ROUNDS; round++) {
                var answers =
                        LongStream.range(0, CLIENTS)
                                .mapToObj(seed -> get(client, port, seed))
                                .toList();
                assertThat(answers)
                        .extracting(CompletableFuture::join)
                        .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                        .extracting(HttpResponse::body)
                        .containsExactlyElementsOf(expected);
            }
        }
    }

    private static CompletableFuture<HttpResponse<byte[]>> get(
            HttpClient client, int port, long seed) {
        var uri = URI.create("http://127.0.0.1:%d/picture?seed=%d".formatted(port, seed));
        return client.sendAsync(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
