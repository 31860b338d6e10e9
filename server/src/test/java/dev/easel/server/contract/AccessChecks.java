package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.access.KeyAdministration.Made;
import dev.easel.server.access.KeyAdministration.Wanted;
import dev.easel.server.contract.Service.Events;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is let in, and what it costs them. */
final class AccessChecks {
    private static final Map<String, Object> SMALL =
            with("width", 64, "height", 64, "steps", 2, "stream", false);
    private static final String UNAUTHORIZED = "{\"error\":\"Unauthorized\"}";
    private static final String INVALID = "{\"error\":\"Invalid captcha\"}";
    private static final String LIMIT = "{\"error\":\"Plan limit reached\"}";

    static final List<Check> ALL =
            List.of(
                    new Check(
                            "A1", "no key", s -> refused(s.send(anonymous(s)), 401, UNAUTHORIZED)),
                    new Check("A2", "keys that are none", AccessChecks::wrongKeys),
                    new Check(
                            "A3",
                            "no captcha token",
                            s ->
                                    refused(
                                            send(s, "Bearer " + key(s).apiToken(), ""),
                                            400,
                                            "{\"error\":\"Captcha token is required\"}")),
                    new Check("A4", "captcha tokens that do not fit", AccessChecks::wrongCaptchas),
                    new Check("A5", "401 comes before all else", AccessChecks::order),
                    new Check("A6", "a key for other paths", AccessChecks::paths),
                    new Check("A7", "a key for other addresses", AccessChecks::addresses),
                    new Check("A8", "a plan that is nearly spent", AccessChecks::nearlySpent),
                    new Check("A9", "no plan", AccessChecks::noPlan),
                    new Check("A10", "a stream is booked once, with the fee", AccessChecks::booked),
                    new Check("A11", "what fails costs nothing", AccessChecks::failed),
                    new Check("A12", "one JSON object is booked once", AccessChecks::bookedWhole),
                    new Check(
                            "T11",
                            "a key without Bearer",
                            s -> {
                                var key = key(s);
                                var answer = send(s, key.apiToken(), key.captchaToken());
                                assertThat(answer.statusCode()).isEqualTo(200);
                            }));

    private AccessChecks() {}

    private static Made key(Service service) {
        return service.keys().any();
    }

    private static HttpRequest.Builder anonymous(Service service) {
        return service.anonymousJson("/image/sdxl", SMALL);
    }

    private static HttpResponse<String> send(Service service, String key, String captcha) {
        var request = anonymous(service).header("Authorization", key);
        return service.send(
                captcha.isEmpty() ? request : request.header("x-captcha-token", captcha));
    }

    private static HttpResponse<String> send(Service service, Made key) {
        return send(service, "Bearer " + key.apiToken(), key.captchaToken());
    }

    private static void refused(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static void wrongKeys(Service service) {
        var key = key(service);
        var deleted = key(service);
        service.keys().revoke(deleted);
        String otherSignature =
                key.apiToken().substring(0, key.apiToken().lastIndexOf('.')) + ".AAAA";
        for (String wrong :
                List.of(
                        "Bearer garbage",
                        "Bearer " + otherSignature,
                        "Bearer " + deleted.apiToken(),
                        "bearer " + key.apiToken(),
                        "Bearer " + key.captchaToken(),
                        "Bearer ")) {
            refused(send(service, wrong, key.captchaToken()), 401, UNAUTHORIZED);
        }
    }

    private static void wrongCaptchas(Service service) {
        var key = key(service);
        for (String wrong :
                List.of(key(service).captchaToken(), "garbage", key.apiToken(), "a.b.c")) {
            refused(send(service, "Bearer " + key.apiToken(), wrong), 400, INVALID);
        }
    }

    private static void order(Service service) {
        for (String path : List.of("/image/sdxl", "/nope/sdxl", "/image/nope", "/image")) {
            var answer = service.send(service.anonymousJson(path, Map.of()));
            refused(answer, 401, UNAUTHORIZED);
        }
    }

    private static void paths(Service service) {
        var key =
                service.keys()
                        .make(
                                new Wanted(
                                        "p", "p", Optional.empty(), List.of("/text/*"), List.of()));
        refused(
                send(service, key),
                401,
                "{\"error\":\"You don't have permissions to use this endpoint\"}");
    }

    private static void addresses(Service service) {
        var elsewhere = service.keys().boundTo("203.0.113.9");
        refused(send(service, elsewhere), 400, INVALID);
        var here = service.keys().boundTo("127.0.0.1");
        assertThat(send(service, here).statusCode()).isEqualTo(200);
    }

    private static void nearlySpent(Service service) {
        var key = service.keys().withBudget("a8", "1");
        service.keys().setUsed("a8", "0.95");
        refused(send(service, key), 400, LIMIT);
        service.keys().setUsed("a8", "0.8");
        assertThat(send(service, key).statusCode()).isEqualTo(200);
    }

    private static void noPlan(Service service) {
        var key = service.keys().withBudget("a9", "1");
        service.keys().takePlan("a9");
        refused(send(service, key), 400, LIMIT);
    }

    private static void booked(Service service) {
        var key = service.keys().withBudget("a10", "1");
        var body = with("stream", true);
        var request =
                service.anonymousJson("/image/sdxl", body)
                        .header("Authorization", "Bearer " + key.apiToken())
                        .header("x-captcha-token", key.captchaToken());
        var cost = new Events(service.send(request)).last().path("cost").decimalValue();
        assertThat(cost).isPositive();
        assertThat(service.keys().used("a10"))
                .isEqualByComparingTo(
                        cost.multiply(new BigDecimal("1.2")).setScale(6, RoundingMode.HALF_UP));
        assertThat(service.keys().bookings("a10")).isOne();
    }

    private static void failed(Service service) {
        var key = service.keys().withBudget("a11", "1");
        var request =
                service.anonymousJson("/image/sdxl", with("sampler", "nope"))
                        .header("Authorization", "Bearer " + key.apiToken())
                        .header("x-captcha-token", key.captchaToken());
        assertThat(new Events(service.send(request)).last().path("status").stringValue())
                .isEqualTo("failed");
        assertThat(service.keys().used("a11")).isEqualByComparingTo("0");
        assertThat(service.keys().bookings("a11")).isZero();
    }

    private static void bookedWhole(Service service) {
        var key = service.keys().withBudget("a12", "1");
        assertThat(send(service, key).statusCode()).isEqualTo(200);
        assertThat(service.keys().used("a12")).isPositive();
        assertThat(service.keys().bookings("a12")).isOne();
    }
}
