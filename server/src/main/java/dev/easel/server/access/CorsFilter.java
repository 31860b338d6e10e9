package dev.easel.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Optional;

/** Lets pages of the configured origins call. Every OPTIONS is answered here. */
@Component
@Order(FilterOrder.CORS)
final class CorsFilter extends OncePerRequestFilter {
    private final NetworkSettings settings;

    CorsFilter(NetworkSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.addHeader("Vary", "Origin");
        Optional.ofNullable(request.getHeader("Origin"))
                .filter(settings.corsOrigins()::contains)
                .ifPresent(origin -> {
                    response.setHeader("Access-Control-Allow-Origin", origin);
                    response.setHeader(
                            "Access-Control-Expose-Headers",
                            "X-Easel-Model,X-Easel-Notes,Location,Retry-After,RateLimit-Limit,"
                                    + "RateLimit-Remaining,RateLimit-Reset");
                });
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE");
            response.setHeader(
                    "Access-Control-Allow-Headers",
                    "Content-Type,Authorization,x-captcha-token,Prefer,Idempotency-Key,"
                            + "Last-Event-ID");
            response.setStatus(204);
            return;
        }
        chain.doFilter(request, response);
    }
}
