package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import org.springframework.util.FileSystemUtils;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Bodies and forms of every kind for OpenAI's paths: pictures, or a failure that is documented. As
 * many requests as {@code jqwik.tries.default} says.
 */
@Tag("slow")
class OpenAiFuzzTest {
    private static final List<String> PATHS =
            List.of(
                    "/v1/images/generations",
                    "/v1/images/edits",
                    "/v1/images/edits",
                    "/v1/images/variations",
                    "/v1/images");

    /** How a body is spoilt. */
    private enum Spoiling {
        NONE,
        CUT,
        CHANGED,
        OTHER_TYPE
    }

    private static final Map<Integer, Integer> COUNTS = new ConcurrentSkipListMap<>();

    private static Optional<Service> started = Optional.empty();
    private static Path folder = Path.of("");

    @BeforeContainer
    static void start() throws IOException {
        folder = Files.createTempDirectory("easel-fuzz");
        started =
                Optional.of(
                        Service.start(
                                folder,
                                Map.of(
                                        "max-side",
                                        "64",
                                        "max-steps",
                                        "1",
                                        "max-image-pixels",
                                        "1000000",
                                        "keep-bytes",
                                        "10000000")));
    }

    @AfterContainer
    static void stop() throws IOException {
        started.orElseThrow().close();
        FileSystemUtils.deleteRecursively(folder);
        assertThat(COUNTS).containsKeys(200, 400, 404);
    }

    /**
     * A request.
     *
     * @param form whether it is a form, else JSON
     * @param place of the body that is spoilt, from 0 to 1
     */
    record Sent(
            String path,
            boolean form,
            Map<String, Object> fields,
            Spoiling spoiling,
            double place) {}

    @Provide
    Arbitrary<Sent> requests() {
        var spoiling =
                Arbitraries.frequency(
                        Tuple.of(20, Spoiling.NONE),
                        Tuple.of(2, Spoiling.CUT),
                        Tuple.of(3, Spoiling.CHANGED),
                        Tuple.of(1, Spoiling.OTHER_TYPE));
        return Combinators.combine(
                        Arbitraries.of(PATHS),
                        Arbitraries.of(true, false),
                        fields(),
                        spoiling,
                        Arbitraries.doubles().between(0, 1))
                .as(Sent::new);
    }

    private static Arbitrary<Map<String, Object>> fields() {
        var junk = Arbitraries.of(OpenAiFuzzValues.JUNK);
        var field =
                Arbitraries.of(OpenAiFuzzValues.FIELDS.keySet())
                        .flatMap(name ->
                                Arbitraries.frequencyOf(
                                                Tuple.of(
                                                        3,
                                                        Arbitraries.of(OpenAiFuzzValues.of(name))),
                                                Tuple.of(1, junk))
                                        .map(value -> Map.entry(name, value)));
        return field.list().ofMaxSize(12).map(OpenAiFuzzTest::body);
    }

    private static Map<String, Object> body(List<Map.Entry<String, Object>> fields) {
        var body = new TreeMap<String, Object>(OpenAiFuzzValues.USUAL);
        fields.forEach(field -> body.put(field.getKey(), field.getValue()));
        return body;
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void allIsDoneOrRefusedAsItIsDocumented(@ForAll("requests") Sent sent) {
        var service = started.orElseThrow();

        var answer = service.send(request(service, sent));

        COUNTS.merge(answer.statusCode(), 1, Integer::sum);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202, 400, 404, 409, 413, 415);
        assertThat(answer.body()).doesNotContain("\tat ", "dev.easel", "java.", folder.toString());
        if (answer.statusCode() >= 400) {
            var error = JsonMapper.shared().readTree(answer.body()).path("error");
            assertThat(error.propertyNames()).containsExactly("message", "type", "param", "code");
        } else {
            assertThat(answer.body()).doesNotContain("server_error");
        }
    }

    private static HttpRequest.Builder request(Service service, Sent sent) {
        var parts = new FormBody();
        if (sent.form()) {
            sent.fields().forEach((name, value) -> OpenAiFuzzValues.add(name, value, parts));
        }
        byte[] whole =
                sent.form() ? parts.bytes() : JsonMapper.shared().writeValueAsBytes(sent.fields());
        String type = sent.form() ? FormBody.TYPE : "application/json";
        int at = (int) (sent.place() * (whole.length - 1));
        byte[] body =
                switch (sent.spoiling()) {
                    case NONE, OTHER_TYPE -> whole;
                    case CUT -> Arrays.copyOf(whole, at);
                    case CHANGED -> {
                        whole[at] ^= (byte) (1 + (int) (sent.place() * 1e6) % 255);
                        yield whole;
                    }
                };
        return service.anonymous(sent.path())
                .header(
                        "Content-Type",
                        sent.spoiling() == Spoiling.OTHER_TYPE
                                ? OpenAiFuzzValues.type(sent.place())
                                : type)
                .POST(BodyPublishers.ofByteArray(body));
    }

    @Property(tries = 50)
    void noLinkOfAStrangerOpens(
            @ForAll("texts") String job,
            @ForAll("texts") String number,
            @ForAll("texts") String rest) {
        var service = started.orElseThrow();
        HttpResponse<String> answer =
                service.send(
                        service.anonymous(
                                        "/pictures/%s/%s?expires=%s&signature=%s"
                                                .formatted(job, number, rest, rest))
                                .GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                "1",
                "0",
                "-1",
                "99999999999999999999",
                "x",
                "%C3%A9",
                "1-1-1-1-1",
                "8c1f2f3e-7d0a-4f6e-9a57-0c5d8b1f2a34",
                "a%20b");
    }
}
