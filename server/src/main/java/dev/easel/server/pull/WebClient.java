package dev.easel.server.pull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * Gets files over HTTP. Redirects are followed, from https to https alone; the token goes to the
 * endpoint and to no other host.
 */
final class WebClient implements AutoCloseable {
    private static final int MOST_REDIRECTS = 10;
    private static final int NOT_SATISFIABLE = 416;

    private final PullSettings settings;
    private final HttpClient client;

    WebClient(PullSettings settings) {
        this.settings = settings;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(settings.patience())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * {@return an answer of 200, 206 or 416, whose body is to be closed}
     *
     * @param headers further ones, such as Range
     * @throws TransientException where the server asks to come again
     * @throws IOException where it cannot be reached or is silent
     * @throws PullException where it refuses
     */
    HttpResponse<TimedBody> get(URI uri, Map<String, String> headers)
            throws IOException, InterruptedException {
        URI place = uri;
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            var answer = send(place, headers);
            int status = answer.statusCode();
            if (status == 200 || status == 206 || status == NOT_SATISFIABLE) {
                return answer;
            }
            answer.body().close();
            if (status / 100 != 3) {
                throw refused(answer);
            }
            place = target(place, answer);
        }
        throw new PullException(shown(uri) + " leads in a circle");
    }

    private HttpResponse<TimedBody> send(URI uri, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(uri)
                        .timeout(settings.patience())
                        .header("User-Agent", "easel");
        headers.forEach(request::header);
        settings.token()
                .filter(_ -> isEndpoint(uri))
                .ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return client.send(request.build(), _ -> new TimedBody(settings.patience()));
    }

    private boolean isEndpoint(URI uri) {
        var endpoint = settings.endpoint();
        return uri.getScheme().equalsIgnoreCase(endpoint.getScheme())
                && uri.getRawAuthority().equalsIgnoreCase(endpoint.getRawAuthority());
    }

    private static URI target(URI from, HttpResponse<?> answer) {
        try {
            var to = from.resolve(answer.headers().firstValue("Location").orElse(""));
            boolean downgraded =
                    from.getScheme().equalsIgnoreCase("https")
                            && !"https".equalsIgnoreCase(to.getScheme());
            if (!downgraded && to.getHost() != null) {
                return to;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new PullException(shown(from) + " leads to no https address");
    }

    private IOException refused(HttpResponse<?> answer) {
        int status = answer.statusCode();
        String where = shown(answer.uri());
        if (status == 429 || status == 408 || status / 100 == 5) {
            return new TransientException(
                    "%s answers %d".formatted(where, status), retryAfter(answer));
        }
        throw new RefusedException(
                status,
                answer.headers().firstValue("X-Error-Code").orElse(""),
                "%s answers %d".formatted(where, status));
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .flatMap(text -> {
                    try {
                        return Optional.of(
                                text.strip().matches("\\d{1,9}")
                                        ? Duration.ofSeconds(Long.parseLong(text.strip()))
                                        : Duration.between(Instant.now(), date(text)));
                    } catch (DateTimeException _) {
                        return Optional.empty();
                    }
                });
    }

    private static Instant date(String text) {
        return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    /** {@return an address without what may be secret: its query} */
    static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
