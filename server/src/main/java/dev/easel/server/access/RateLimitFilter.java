package dev.easel.server.access;

import dev.easel.server.error.ApiException;
import dev.easel.server.web.RequestPath;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.time.Clock;
import java.util.regex.Pattern;

/** Refuses those who ask too often, with the headers of express-rate-limit. */
@Component
@Order(FilterOrder.RATE_LIMIT)
final class RateLimitFilter extends OncePerRequestFilter {
    /** The studio's files, and the pictures that it shows. */
    private static final Pattern UNCOUNTED =
            Pattern.compile("/ui/.+|/jobs/[^/]+/pictures/[^/]+", Pattern.CASE_INSENSITIVE);

    private final NetworkSettings settings;
    private final RateLimit limit;

    RateLimitFilter(NetworkSettings settings, Clock clock) {
        this.settings = settings;
        this.limit = new RateLimit(settings.rateLimit(), clock);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (settings.rateLimit() > 0) {
            String peer = RemoteAddress.of(request, settings.trustedProxies());
            boolean counted = isCounted(request);
            var standing = counted ? limit.count(peer) : limit.look(peer);
            response.setIntHeader("RateLimit-Limit", settings.rateLimit());
            response.setIntHeader("RateLimit-Remaining", standing.remaining());
            response.setIntHeader("RateLimit-Reset", standing.resetSeconds());
            if (counted && !standing.allowed()) {
                throw ApiException.later(429, "Too many requests, please try again later.", 1);
            }
        }
        chain.doFilter(request, response);
    }

    /** A page with its files and sixty small pictures is opened at once, by one person. */
    private static boolean isCounted(HttpServletRequest request) {
        boolean ofStudio =
                UNCOUNTED.matcher(RequestPath.of(request)).matches()
                        || RequestPath.wantsStudio(request);
        return !(ofStudio && RequestPath.reads(request));
    }
}
