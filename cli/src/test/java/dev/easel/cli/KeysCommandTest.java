package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.EaselServer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;

@Tag("slow")
final class KeysCommandTest {
    private static final String NO_KEY = "00000000-0000-0000-0000-000000000001";

    @TempDir private Path data = Path.of("");

    @Test
    void aKeyIsMadeListedAndRevoked() {
        var made = json("create", "--user", "ada", "--name", "laptop", "--ips", "10.0.0.1,::1");
        var listed = json("list").path("keys");

        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.path(0).path("id")).isEqualTo(made.path("id"));
        assertThat(listed.path(0).path("user").stringValue()).isEqualTo("ada");
        assertThat(listed.path(0).path("name").stringValue()).isEqualTo("laptop");
        assertThat(listed.path(0).path("ips").toString()).isEqualTo("[\"10.0.0.1\",\"::1\"]");
        assertThat(listed.toString())
                .doesNotContain(text(made, "apiToken"), text(made, "captchaToken"));

        assertThat(keys("revoke", text(made, "id")).exitCode()).isZero();
        assertThat(json("list").path("keys").isEmpty()).isTrue();
    }

    @Test
    void theTokensAreShownAsTheHeadersThatCarryThem() {
        assertThat(keys("create", "--user", "ada").out())
                .containsPattern("Authorization +Bearer \\S+\n")
                .containsPattern("x-captcha-token \\S+\n");
    }

    @Test
    void budgetsAndWhatIsSpentAreListed() {
        json("create", "--user", "ada", "--budget", "5");
        json("create", "--user", "grace");

        var listed = json("list").path("keys");
        assertThat(listed.valueStream().filter(key -> text(key, "user").equals("ada")))
                .singleElement()
                .satisfies(key -> {
                    assertThat(key.path("budget").decimalValue()).isEqualByComparingTo("5");
                    assertThat(key.path("spent").decimalValue()).isEqualByComparingTo("0");
                });
        assertThat(listed.valueStream().filter(key -> text(key, "user").equals("grace")))
                .singleElement()
                .satisfies(key -> assertThat(key.has("budget")).isFalse());
        assertThat(keys("list").out())
                .containsPattern("ID +USER +BUDGET +SPENT +OPERATOR +NAME\n")
                .containsPattern("ada +5.000000 +0.000000 +no +ada\n")
                .containsPattern("grace +unlimited +0.000000 +no +grace\n");
    }

    @Test
    void anOperatorsKeyIsListedAsOne() {
        json("create", "--user", "ada", "--operator");
        assertThat(json("list").path("keys").path(0).path("operator").booleanValue()).isTrue();
        assertThat(keys("list").out()).containsPattern("ada +unlimited +0.000000 +yes +ada\n");
    }

    @Test
    void keysChangeWhileTheServerRuns() throws Exception {
        var properties = Map.of("port", "0", "data", data.toString());
        try (var server = EaselServer.start(properties, Map.of())) {
            var made = json("create", "--user", "ada");
            assertThat(statusOfAJob(server, text(made, "apiToken"))).isEqualTo(404); // let in

            keys("revoke", text(made, "id"));
            assertThat(statusOfAJob(server, text(made, "apiToken"))).isEqualTo(401);
        }
    }

    private static int statusOfAJob(EaselServer server, String token)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var uri = "http://127.0.0.1:" + server.port() + "/jobs/" + NO_KEY;
            var request =
                    HttpRequest.newBuilder(URI.create(uri))
                            .header("Authorization", "Bearer " + token)
                            .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void whatIsWrongIsSaidInASentence() {
        refused("there is no key " + NO_KEY, "revoke", NO_KEY);
        refused("--budget must be an amount", "create", "--user", "ada", "--budget", "-1");
        refused("--budget must be an amount", "create", "--user", "ada", "--budget", "0.0000001");
        refused(
                "a budget must be more than 0.10 US dollars, got 0.1",
                "create",
                "--user",
                "ada",
                "--budget",
                "0.1");
        refused("--user", "create");
        refused("--budget must be a number, got ten", "create", "--user", "ada", "--budget", "ten");
        refused("ID must be an id like", "revoke", "laptop");
    }

    private void refused(String sentence, String... arguments) {
        var outcome = keys(arguments);
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains(sentence).doesNotContain("Exception");
        assertThat(outcome.out()).isEmpty();
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).stringValue();
    }

    private JsonNode json(String... arguments) {
        var asked = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, asked, 0, arguments.length);
        asked[arguments.length] = "--json";
        var outcome = keys(asked);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return JsonMapper.shared().readTree(outcome.out());
    }

    private Cli.Outcome keys(String... arguments) {
        var all = new String[arguments.length + 2];
        all[0] = "keys";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--data=" + data;
        return Cli.run(all);
    }
}
