package dev.easel.server.access;

import dev.easel.server.billing.Plans;
import dev.easel.server.error.ApiException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks for a key, and for a captcha token beside it where work is asked for. Whatever is not known
 * to be harmless needs both: an address that is written in an unusual way opens nothing.
 */
@Component
@Order(FilterOrder.KEY)
final class KeyFilter extends OncePerRequestFilter {
    private final AccessSettings settings;
    private final LocalOnlyMode mode;
    private final KeyStore keys;
    private final KeyUses uses;
    private final Captcha captcha;
    private final Tokens tokens;
    private final Plans plans;

    KeyFilter(
            AccessSettings settings,
            LocalOnlyMode mode,
            KeyRegister register,
            Captcha captcha,
            Plans plans) {
        this.settings = settings;
        this.mode = mode;
        this.keys = register.keys();
        this.uses = register.uses();
        this.tokens = register.tokens();
        this.captcha = captcha;
        this.plans = plans;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var needs = Needs.of(request);
        if (needs != Needs.NOTHING && !mode.isOpen()) {
            admit(request, needs).attachTo(request);
        }
        chain.doFilter(request, response);
    }

    /** What must be presented. */
    private enum Needs {
        NOTHING,
        KEY,
        KEY_AND_CAPTCHA;

        static Needs of(HttpServletRequest request) {
            String path = path(request).toLowerCase(Locale.ROOT);
            boolean ownPages =
                    path.equals("/jobs")
                            || path.startsWith("/jobs/")
                            || path.equals("/key")
                            || path.startsWith("/key/");
            boolean reading =
                    request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
            if (ownPages) {
                return KEY;
            }
            return reading ? NOTHING : KEY_AND_CAPTCHA;
        }
    }

    private static String token(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .orElse("")
                .replace("Bearer ", "");
    }

    private Caller admit(HttpServletRequest request, Needs needs) {
        String token = token(request);
        var key =
                Optional.of(token)
                        .filter(tokens::isSigned)
                        .flatMap(keys::findByToken)
                        .orElseThrow(() -> ApiException.refused(401, "Unauthorized"));
        String peer = RemoteAddress.of(request, settings.trustedProxies());
        if (needs == Needs.KEY_AND_CAPTCHA) {
            if (!key.allows(path(request))) {
                throw ApiException.refused(401, "You don't have permissions to use this endpoint");
            }
            if (settings.captchaRequired()) {
                captcha.require(request, peer, key, token);
            }
            plans.requireCredit(key.user());
        }
        if (!RemoteAddress.isAmong(peer, key.ips())) {
            throw ApiException.refused(401, "This key is not for use from your address");
        }
        uses.count(key.id());
        return new Caller(Optional.of(key.id()), Optional.of(key.user()));
    }

    /** The path as the server takes it: decoded, without dots and parameters. */
    private static String path(HttpServletRequest request) {
        String path =
                request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
        return path.length() > 1 && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
    }
}
