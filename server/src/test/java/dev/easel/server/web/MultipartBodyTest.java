package dev.easel.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.server.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Bodies of {@code multipart/form-data}, over HTTP: those that mean well, and the others. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class MultipartBodyTest {
    private static final String TYPE = "multipart/form-data; boundary=b";
    private static final int LIMIT = 200_000;

    private Optional<TestServer> started = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) {
        started =
                Optional.of(
                        TestServer.start(folder, Map.of("body-limit", Integer.toString(LIMIT))));
    }

    @AfterAll
    void stop() {
        started.ifPresent(TestServer::close);
    }

    private HttpResponse<String> send(String type, byte[] body) {
        var server = started.orElseThrow();
        return server.send(
                HttpRequest.newBuilder(server.uri(PartsEcho.PATH))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build());
    }

    private HttpResponse<String> send(String body) {
        return send(TYPE, body.getBytes(UTF_8));
    }

    private static String part(String headers, String content) {
        return "--b\r\nContent-Disposition: form-data; " + headers + "\r\n\r\n" + content + "\r\n";
    }

    private void assertRefused(HttpResponse<String> answer, int status, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JsonMapper.shared().readTree(answer.body()).path("error").stringValue())
                .contains(words);
    }

    @Test
    void fieldsAndFilesAreReadWhateverBytesTheyHave() {
        byte[] file = new byte[256];
        for (int i = 0; i < file.length; i++) {
            file[i] = (byte) i;
        }
        String body =
                part("name=\"prompt\"", new String("a café".getBytes(UTF_8), ISO_8859_1))
                        + part("name=\"n\"", "1")
                        + part("name=\"n\"", "2")
                        + part(
                                "name=\"image\"; filename=\"a.png\"\r\nContent-Type: image/png",
                                new String(file, ISO_8859_1))
                        + part("name=\"image\"", new String(file, ISO_8859_1))
                        + "--b--\r\n";

        var answer = send(TYPE, body.getBytes(ISO_8859_1));

        var json = JsonMapper.shared().readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json.path("fields").toString()).isEqualTo("{\"prompt\":\"a café\",\"n\":\"2\"}");
        assertThat(json.path("parts").path(3).toString())
                .isEqualTo("[\"image\",\"a.png\",256,%d]".formatted(Arrays.hashCode(file)));
        assertThat(json.path("parts").path(4).toString())
                .isEqualTo("[\"image\",\"\",256,%d]".formatted(Arrays.hashCode(file)));
    }

    @Test
    void whatIsCutOffIsRefused() {
        String whole = part("name=\"prompt\"", "a cat") + "--b--\r\n";
        for (int length = 0; length < whole.indexOf("--b--") + 3; length++) {
            assertRefused(send(whole.substring(0, length)), 400, "multipart/form-data");
        }
        assertThat(send(whole).statusCode()).isEqualTo(200);
    }

    @Test
    void anotherBoundaryOrNoneIsRefused() {
        byte[] body = (part("name=\"prompt\"", "a cat") + "--b--\r\n").getBytes(UTF_8);

        assertRefused(send("multipart/form-data; boundary=c", body), 400, "boundary");
        assertRefused(send("multipart/form-data", body), 400, "boundary");
        assertRefused(send("multipart/form-data; boundary=", body), 400, "boundary");
        assertRefused(
                send("multipart/form-data; boundary=" + "b".repeat(5000), body), 400, "boundary");
        assertRefused(send("text/plain", body), 415, "multipart/form-data, got text/plain");
    }

    @Test
    void namesAndCharsetsAreLookedAt() {
        assertRefused(send(part("name=\"\"", "x") + "--b--\r\n"), 400, "multipart/form-data");
        assertRefused(send(part("name=\"a\u0007b\"", "x") + "--b--\r\n"), 400, "name of a part");
        assertRefused(
                send(part("name=\"" + "n".repeat(201) + "\"", "x") + "--b--\r\n"),
                400,
                "name of a part");
        assertRefused(
                send(part("name=\"image\"; filename=\"a\u0000.png\"", "x") + "--b--\r\n"),
                400,
                "NUL");
        assertRefused(
                send(
                        part("name=\"p\"\r\nContent-Type: text/plain; charset=utf-16", "x")
                                + "--b--\r\n"),
                415,
                "utf-8, got UTF-16");
        assertRefused(
                send(part("name=\"p\"\r\nContent-Type: text/plain; charset=no", "x") + "--b--\r\n"),
                415,
                "cannot be read");
        assertRefused(
                send(TYPE, (part("name=\"p\"", "\u00e9") + "--b--\r\n").getBytes(ISO_8859_1)),
                400,
                "text in utf-8");
        assertRefused(
                send(part("name=\"p\"\r\nContent-Transfer-Encoding: base64", "eA==") + "--b--\r\n"),
                415,
                "Encoding base64");
    }

    @Test
    void tooManyPartsAndTooManyBytesAreRefused() {
        String small = part("name=\"p\"", "x");

        assertThat(send(small.repeat(1000) + "--b--\r\n").statusCode()).isEqualTo(200);
        assertRefused(send(small.repeat(1001) + "--b--\r\n"), 413, "1000 parts");
        assertRefused(
                send(part("name=\"p\"", "x".repeat(LIMIT)) + "--b--\r\n"), 413, "at most 200000");
        assertRefused(
                send("--b\r\nContent-Disposition: form-data; name=\"p\"\r\nX: " + "x".repeat(9999)),
                400,
                "multipart/form-data");
    }
}
