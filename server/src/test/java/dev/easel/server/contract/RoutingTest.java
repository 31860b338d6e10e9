package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

/** Which address is whose, and in which forms it is taken. */
class RoutingTest extends Served {
    private static final String WELCOME =
            "{\"success\":true,\"message\":\"Welcome to the API, docs at https://docs.turing.sh\"}";

    @Override
    Service open(Path folder) {
        return Service.bare(folder, Map.of());
    }

    private HttpResponse<String> get(String path, String accept) {
        var open = service();
        return open.send(open.anonymous(path).header("Accept", accept));
    }

    private HttpResponse<String> post(String path) {
        var open = service();
        return open.send(open.json(path, with("width", 64, "height", 64, "stream", false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "application/json, Text/HTML;q=0.5"
            })
    void aBrowserGetsTheStudio(String accept) {
        var answer = get("/", accept);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(answer.body()).startsWith("<!doctype html>");
        assertThat(String.join(",", answer.headers().allValues("Vary")))
                .contains("Accept", "Origin");
        assertThat(get("/docs", accept).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/*", "nope"})
    void aProgramIsWelcomed(String accept) {
        var answer = get("/", accept);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(WELCOME);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/json");
        assertThat(answer.headers().firstValue("Link").orElse("")).contains("</docs>");
        assertThat(String.join(",", answer.headers().allValues("Vary")))
                .contains("Accept", "Origin");
    }

    @Test
    void thePagesAddressesAreTakenInAnyCaseAndWithASlash() {
        assertThat(get("/LIST", "text/html").statusCode()).isEqualTo(200);
        assertThat(get("/list/", "*/*").statusCode()).isEqualTo(200);
        assertThat(post("/image/sdxl/").statusCode()).isEqualTo(200);
        // the original compared type and model as they are
        assertThat(post("/IMAGE/sdxl").body()).contains("Type not found");
        assertThat(post("/image/SDXL").body()).contains("AI not found");
    }

    @Test
    void whatOthersTakeIsTheirs() {
        assertThat(get("/HEALTH/live", "*/*").statusCode()).isEqualTo(404);
        assertThat(post("/health/live").body()).contains("Not found");
        assertThat(post("/v1/nowhere").body()).startsWith("{\"error\":{");
        assertThat(post("/other-protocol/sdxl").body()).isEqualTo(OtherProtocol.ANSWER);
        assertThat(post("/other-protocol").body()).isEqualTo(OtherProtocol.ANSWER);
    }
}
