package dev.easel.server.contract;

import static dev.easel.server.contract.Service.G;
import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.ImageCodec;
import dev.easel.server.contract.Service.Answer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

@Tag("slow")
class PreviewTest {
    @TempDir private Path folder = Path.of("");

    private static List<JsonNode> withPreview(List<JsonNode> events) {
        return events.stream().filter(event -> event.has("preview")).toList();
    }

    @Test
    void whoAsksForPreviewsGetsThemInTheEvents() throws IOException {
        try (var service = Service.start(folder, Map.of("extensions", "true"))) {
            long start = System.nanoTime();
            var events = service.stream(with("preview", true, "width", 768));
            double seconds = (System.nanoTime() - start) / 1e9;

            var seen = withPreview(events.all());
            assertThat(seen).isNotEmpty().hasSizeLessThanOrEqualTo(1 + (int) (2 * seconds));
            var different = new HashSet<String>();
            for (var event : seen) {
                assertThat(event.path("status").stringValue()).isEqualTo("generating");
                assertThat(event.propertyNames())
                        .containsExactly(
                                "cost", "results", "status", "progress", "id", "error", "preview");
                String text = event.path("preview").stringValue();
                different.add(text);
                byte[] file = Base64.getDecoder().decode(text);
                assertThat(file).startsWith(0xFF, 0xD8);
                var image = ImageCodec.decode(file, ImageCodec.MAX_PIXELS).image();
                assertThat(List.of(image.width(), image.height())).containsExactly(96, 64);
            }
            assertThat(different).hasSameSizeAs(seen);
            assertThat(events.last().path("status").stringValue()).isEqualTo("done");
            assertThat(notes(service, with("preview", true))).isEmpty();
        }
    }

    @Test
    void whoDoesNotAskGetsNone() throws IOException {
        try (var service = Service.start(folder, Map.of("extensions", "true"))) {
            assertThat(withPreview(service.stream(G).all())).isEmpty();
            assertThat(withPreview(service.stream(with("preview", "false")).all())).isEmpty();
            var wrong = service.whole(with("preview", "sometimes"));
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.json().path("error").stringValue())
                    .isEqualTo("preview must be true or false, got sometimes");
        }
    }

    @Test
    void withoutTheSettingItIsAnUnknownParameter() throws IOException {
        try (var service = Service.start(folder, Map.of())) {
            var events = service.stream(with("preview", true));
            assertThat(withPreview(events.all())).isEmpty();
            assertThat(events.response().headers().firstValue("X-Easel-Notes").orElse(""))
                    .contains("unknown parameter preview is ignored");
            assertThat(service.whole(with("preview", "sometimes")).status()).isEqualTo(200);
        }
    }

    private static String notes(Service service, Map<String, Object> body) {
        Answer answer = service.whole(body);
        return answer.response().headers().firstValue("X-Easel-Notes").orElse("");
    }
}
