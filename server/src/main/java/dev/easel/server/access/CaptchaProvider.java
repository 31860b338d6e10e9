package dev.easel.server.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks Turnstile or hCaptcha, where they are configured, whether an answer is a human's. It proves
 * that and nothing else: key, plan and cost stay as they are.
 */
@Component
final class CaptchaProvider {
    private static final Logger LOG = LoggerFactory.getLogger(CaptchaProvider.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<Verifier> verifiers = new ArrayList<>();

    private record Verifier(URI address, String secret) {}

    CaptchaProvider(CaptchaSettings settings) {
        settings.turnstileSecret()
                .ifPresent(s -> verifiers.add(new Verifier(settings.turnstileUrl(), s)));
        settings.hcaptchaSecret()
                .ifPresent(s -> verifiers.add(new Verifier(settings.hcaptchaUrl(), s)));
    }

    /** {@return whether one of them says that the answer is a human's} */
    boolean accepts(String answer) {
        return verifiers.stream().anyMatch(verifier -> isVerified(verifier, answer));
    }

    private boolean isVerified(Verifier verifier, String answer) {
        var request =
                HttpRequest.newBuilder(verifier.address())
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        "secret=%s&response=%s"
                                                .formatted(
                                                        encoded(verifier.secret()),
                                                        encoded(answer))))
                        .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200
                    && JsonMapper.shared()
                            .readTree(response.body())
                            .path("success")
                            .asBoolean(false);
        } catch (IOException | JacksonException e) {
            LOG.warn(
                    "{} does not answer as it should: {}",
                    verifier.address().getHost(),
                    e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
