package dev.easel.server.protocol.stability;

import dev.easel.server.access.Caller;
import dev.easel.server.billing.Accounts;
import dev.easel.server.billing.UserPlan;
import dev.easel.server.protocol.Served;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code GET /v1/user/...} and {@code /v1/engines/list}: who asks, what is left, what there is. */
@RestController
@Served(Protocol.NAME)
final class AccountController {
    /** A credit is a cent. */
    private static final BigDecimal CREDITS_PER_USD = BigDecimal.valueOf(100);

    /** What is told of a plan that has no end. */
    private static final BigDecimal NO_END = BigDecimal.valueOf(1_000_000);

    private final Accounts accounts;
    private final Engines engines;

    AccountController(Accounts accounts, Engines engines) {
        this.accounts = accounts;
        this.engines = engines;
    }

    @GetMapping("/v1/user/account")
    Map<String, Object> account(HttpServletRequest request) {
        var caller = Caller.of(request);
        String user = caller.user().orElse("local");
        String id = caller.owner().isEmpty() ? "local" : caller.owner();
        var organization = new LinkedHashMap<String, Object>();
        organization.put("id", "easel");
        organization.put("name", "Easel");
        organization.put("role", "MEMBER");
        organization.put("is_default", true);
        var account = new LinkedHashMap<String, Object>();
        account.put("id", id);
        account.put("email", user.contains("@") ? user : user + "@localhost");
        account.put("organizations", List.of(organization));
        return account;
    }

    @GetMapping("/v1/user/balance")
    Map<String, Object> balance(HttpServletRequest request) {
        var credits = Caller.of(request).user().flatMap(accounts::plan).map(this::credits);
        return Map.of("credits", credits.orElse(NO_END));
    }

    private BigDecimal credits(UserPlan plan) {
        return plan.unlimited()
                ? NO_END
                : plan.total()
                        .map(total ->
                                total.amount()
                                        .subtract(plan.used().amount())
                                        .subtract(plan.reserved().amount())
                                        .multiply(CREDITS_PER_USD))
                        .orElse(BigDecimal.ZERO);
    }

    @GetMapping("/v1/engines/list")
    List<Map<String, String>> list() {
        return Stream.concat(
                        engines.ids().stream().map(id -> engine(id, "draws pictures")),
                        engines.upscalers().stream().map(id -> engine(id, "enlarges pictures")))
                .toList();
    }

    private static Map<String, String> engine(String id, String what) {
        var engine = new LinkedHashMap<String, String>();
        engine.put("id", id);
        engine.put("name", id);
        engine.put("description", id + " " + what);
        engine.put("type", "PICTURE");
        return engine;
    }
}
