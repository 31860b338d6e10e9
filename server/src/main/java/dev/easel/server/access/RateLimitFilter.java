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
import java.time.Clock;

/** Refuses those who ask too often, with the headers of express-rate-limit. */
@Component
@Order(FilterOrder.RATE_LIMIT)
final class RateLimitFilter extends OncePerRequestFilter {
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
            var standing = limit.count(RemoteAddress.of(request, settings.trustedProxies()));
            response.setIntHeader("RateLimit-Limit", settings.rateLimit());
            response.setIntHeader("RateLimit-Remaining", standing.remaining());
            response.setIntHeader("RateLimit-Reset", standing.resetSeconds());
            if (!standing.allowed()) {
                throw ApiException.later(429, "Too many requests, please try again later.", 1);
            }
        }
        chain.doFilter(request, response);
    }
}
