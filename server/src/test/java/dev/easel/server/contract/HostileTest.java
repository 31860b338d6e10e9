package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.pictures.ImageFormat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/**
 * What nobody who means well sends. Every answer is one sentence as JSON, and the server goes on.
 */
class HostileTest extends Served {
    private static final List<Object> VALUES =
            List.of(
                    "",
                    " ",
                    "x",
                    "\ud800",
                    0,
                    -1,
                    1.5,
                    1e300,
                    true,
                    false,
                    List.of(),
                    Map.of(),
                    "1e5",
                    "NaN",
                    "0x10",
                    64,
                    "64",
                    "DDIM",
                    "upscale",
                    "img2img",
                    "sd",
                    Long.MIN_VALUE,
                    "\n");

    /** The beginning of a request that a test writes itself. */
    private static final String POST =
            """
            POST /image/sdxl HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            """;

    @Override
    Service open(Path folder) throws IOException {
        return Service.start(folder, Map.of());
    }

    private HttpResponse<String> post(byte[] body, String... headers) {
        var request =
                service()
                        .anonymous("/image/sdxl")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return service().send(request);
    }

    private static void calm(HttpResponse<String> answer, int... statuses) {
        assertThat(answer.statusCode())
                .as(answer.body())
                .isIn(Arrays.stream(statuses).boxed().toList());
        assertThat(answer.body())
                .contains("\"error\":\"")
                .doesNotContain("Exception", "\tat ", "dev.easel", "java.", "<html");
    }

    @Test
    void bombsAreCutOff() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            byte[] spaces = " ".repeat(1 << 20).getBytes(UTF_8);
            for (int i = 0; i < 200; i++) {
                gzip.write(spaces);
            }
        }
        calm(post(packed.toByteArray(), "Content-Encoding", "gzip"), 413);
        calm(post("{}".getBytes(UTF_8), "Content-Encoding", "gzip"), 400);
        calm(post("{}".getBytes(UTF_8), "Content-Encoding", "br"), 415);
    }

    @Test
    void aPackedBodyThatEndsTooEarlyIsRefused() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"prompt\":\"x\"}".getBytes(UTF_8));
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 5);
        calm(post(cut, "Content-Encoding", "gzip"), 400);
        calm(post(new byte[0], "Content-Encoding", "gzip"), 400);
        calm(post(new byte[0], "Content-Encoding", "deflate"), 400);
    }

    /** Each is remembered with no more than it has sent. */
    @Test
    void whoSendsAByteAndWaitsTakesNextToNoMemory() throws IOException {
        long before = heap();
        List<Socket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                senders.add(open(POST + "Content-Length: 40000000\r\n\r\n{"));
            }
            var answer = service().whole(with("width", 64, "height", 64, "steps", 1));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(heap() - before).isLessThan(200L << 20);
        } finally {
            for (var sender : senders) {
                sender.close();
            }
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aPackedBodyIsTaken() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"prompt\":\"x\"}".getBytes(UTF_8));
        }
        assertThat(post(packed.toByteArray(), "Content-Encoding", "gzip").body())
                .contains("Missing parameters: action");
    }

    @Test
    void brokenTextIsRefused() {
        calm(post("[".repeat(100_000).getBytes(UTF_8)), 400);
        calm(post("{\"a\":".repeat(100_000).getBytes(UTF_8)), 400);
        calm(post("{\"prompt\":\"\u00ff\u00fe\"}".getBytes(ISO_8859_1)), 400);
        calm(post(("{\"steps\":" + "9".repeat(100_000) + "}").getBytes(UTF_8)), 400);
        var nul = service().whole(with("prompt", "a\u0000b"));
        calm(nul.response(), 400);
        assertThat(nul.error()).contains("NUL");
    }

    @Test
    void picturesThatAreNoneAreRefused() {
        var images =
                new ArrayList<>(
                        List.of(
                                "PHN2Zz48L3N2Zz4=", // an SVG
                                "====",
                                "data:image/png;base64,",
                                Base64.getEncoder().encodeToString(giantPng())));
        String jpeg = Picture.base64(Picture.slope(64, 64), ImageFormat.JPEG);
        images.add(jpeg.substring(0, jpeg.length() / 2 / 4 * 4));
        for (String image : images) {
            var answer = service().whole(with("action", "img2img", "image", image));
            calm(answer.response(), 400);
            assertThat(answer.error()).startsWith("image ");
        }
    }

    /** A header of 100000x100000 and nothing behind it. */
    private static byte[] giantPng() {
        var header = ByteBuffer.allocate(17);
        header.put("IHDR".getBytes(UTF_8)).putInt(100_000).putInt(100_000);
        header.put((byte) 8).put((byte) 2).put(new byte[3]);
        var crc = new CRC32();
        crc.update(header.array());
        return ByteBuffer.allocate(8 + 4 + 17 + 4)
                .putLong(0x89504E470D0A1A0AL)
                .putInt(13)
                .put(header.array())
                .putInt((int) crc.getValue())
                .array();
    }

    @Test
    void pagesOfElsewhereAreRefusedWhileNoKeyExists() throws IOException {
        var body = "{}".getBytes(UTF_8);
        for (String origin :
                List.of("https://evil.example", "null", "http://localhost.evil.example")) {
            calm(post(body, "Origin", origin), 403);
        }
        calm(post(body, "X-Forwarded-For", "203.0.113.9"), 403);
        calm(post(body, "Forwarded", "for=203.0.113.9"), 403);
        calm(post(body, "Via", "1.1 proxy"), 403);
        calm(post(body, "Sec-Fetch-Site", "cross-site"), 403);
        assertThat(post(body, "Origin", "http://localhost:3000").statusCode()).isEqualTo(400);
        assertThat(raw("POST /image/sdxl HTTP/1.1\r\nHost: evil.example\r\n")).contains(" 403 ");
        assertThat(raw("GET /jobs/x HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n"))
                .contains(" 403 ");
    }

    @Test
    void errorsAreJsonWhateverIsAskedForAndAccepted() throws IOException {
        for (String accepted : List.of("text/html", "nope", "application/xml;q=x")) {
            for (String path : List.of("/list", "/openapi.json", "/health/ready")) {
                var request = service().anonymous(path).header("Accept", accepted);
                assertThat(service().send(request).statusCode()).isEqualTo(200);
            }
            calm(service().send(service().anonymous("/nope").header("Accept", accepted)), 404);
        }
        calm(service().send(service().anonymous("/error").header("Accept", "text/html")), 404);
        calm(post("{}".getBytes(UTF_8), "Content-Type", "application/json; charset=nope"), 415);
        assertThat(raw("TRACE / HTTP/1.1\r\nHost: localhost\r\n"))
                .contains(" 405 ", "{\"success\":false,\"error\":\"");
        assertThat(raw(POST + "Transfer-Encoding: chunked\r\n\r\nzz"))
                .contains(" 400 ", "{\"success\":false,\"error\":\"");
    }

    @Test
    void requestsThatAreNoHttpAreAnsweredAsJson() throws IOException {
        for (String line :
                List.of(
                        "GET /a b c HTTP/1.1\r\nHost: x\r\n",
                        "GET /%00 HTTP/1.1\r\nHost: localhost\r\n",
                        "GET /{}| HTTP/1.1\r\nHost: localhost\r\n")) {
            assertThat(raw(line)).contains("\"error\":\"").doesNotContain("<html", "Exception");
        }
    }

    private String raw(String head) throws IOException {
        try (var socket = open(head + "Content-Length: 0\r\nConnection: close\r\n\r\n")) {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private Socket open(String text) throws IOException {
        var uri = service().server().uri("/");
        var socket = new Socket(uri.getHost(), uri.getPort());
        socket.getOutputStream().write(text.getBytes(UTF_8));
        return socket;
    }

    /** Values of every kind in every field: a picture, or a sentence that names something. */
    @Test
    void randomValuesAreDoneOrRefused() {
        var names = RouteChecks.PARAMETERS;
        var random = new Random(11);
        for (int i = 0; i < 400; i++) {
            var body = new HashMap<>(with("width", 64, "height", 64, "steps", 1));
            for (int n = 0; n <= random.nextInt(3); n++) {
                body.put(
                        names.get(random.nextInt(names.size())),
                        VALUES.get(random.nextInt(VALUES.size())));
            }
            var answer = service().send(service().anonymousJson("/image/sdxl", body));
            assertThat(answer.statusCode()).as(body.toString()).isIn(200, 400);
            assertThat(answer.body())
                    .as(body.toString())
                    .doesNotContain("Exception", "\tat ", "Something went wrong");
        }
        assertThat(service().whole(with("width", 64, "height", 64)).status()).isEqualTo(200);
    }
}
