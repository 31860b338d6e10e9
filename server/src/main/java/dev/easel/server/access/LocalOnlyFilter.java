package dev.easel.server.access;

import dev.easel.server.error.ApiException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * While no key is asked for, takes requests of this machine's own programs and pages alone: a page
 * of elsewhere must not reach the server through somebody's browser (DNS rebinding, forms), and a
 * proxy must not bring in the world.
 */
@Component
@Order(FilterOrder.LOCAL_ONLY)
final class LocalOnlyFilter extends OncePerRequestFilter {
    private static final Set<String> OF_PROXIES =
            Set.of(
                    "forwarded",
                    "via",
                    "x-real-ip",
                    "x-client-ip",
                    "true-client-ip",
                    "cf-connecting-ip");
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?",
                    Pattern.CASE_INSENSITIVE);

    private final LocalOnlyMode mode;

    LocalOnlyFilter(LocalOnlyMode mode) {
        this.mode = mode;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (mode.isOn() && !isFromThisMachine(request)) {
            throw ApiException.of(
                    403,
                    "While no key exists only this machine's own programs may call;"
                            + " `./easel keys create` makes a key");
        }
        chain.doFilter(request, response);
    }

    private static boolean isFromThisMachine(HttpServletRequest request) {
        boolean proxied =
                Collections.list(request.getHeaderNames()).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(name ->
                                OF_PROXIES.contains(name) || name.startsWith("x-forwarded"));
        boolean host =
                Optional.ofNullable(request.getHeader("Host"))
                        .filter(value -> LOOPBACK.matcher(value).matches())
                        .isPresent();
        boolean origin =
                Collections.list(request.getHeaders("Origin")).stream()
                        .allMatch(LocalOnlyFilter::isLoopbackOrigin);
        boolean crossSite = "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
        return !proxied && host && origin && !crossSite;
    }

    private static boolean isLoopbackOrigin(String origin) {
        return origin.matches("https?://.*")
                && LOOPBACK.matcher(origin.replaceFirst("https?://", "")).matches();
    }
}
