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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets pages of the configured origins call, with the headers that the protocols' own clients send.
 * Every OPTIONS is answered here.
 */
@Component
@Order(FilterOrder.CORS)
final class CorsFilter extends OncePerRequestFilter {
    private static final String EXPOSED =
            "X-Easel-Model,X-Easel-Notes,Location,Retry-After,RateLimit-Limit,RateLimit-Remaining,"
                    + "RateLimit-Reset,Mcp-Session-Id,Seed,Finish-Reason,X-Request-Id";
    private static final String ALLOWED =
            "Content-Type,Authorization,x-captcha-token,Prefer,Idempotency-Key,Last-Event-ID,"
                    + "Mcp-Session-Id,Mcp-Protocol-Version";

    /** Headers by which clients tell of themselves: there are many, and each version has others. */
    private static final Pattern OF_CLIENTS =
            Pattern.compile(
                    "(?:mcp|x-stainless|openai|stability-client)-[a-z0-9-]{1,60}|organization",
                    Pattern.CASE_INSENSITIVE);

    private final NetworkSettings settings;

    CorsFilter(NetworkSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.addHeader("Vary", "Origin");
        var origin =
                Optional.ofNullable(request.getHeader("Origin"))
                        .filter(settings.corsOrigins()::contains);
        origin.ifPresent(page -> {
            response.setHeader("Access-Control-Allow-Origin", page);
            response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        });
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE");
            response.setHeader("Access-Control-Allow-Headers", allowed(request));
            response.setStatus(204);
            return;
        }
        chain.doFilter(request, response);
    }

    private static String allowed(HttpServletRequest request) {
        return Stream.concat(Stream.of(ALLOWED), ofClients(request))
                .collect(Collectors.joining(","));
    }

    private static Stream<String> ofClients(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Access-Control-Request-Headers")).stream()
                .flatMap(names -> Stream.of(names.split(",")))
                .map(String::strip)
                .filter(name -> OF_CLIENTS.matcher(name).matches());
    }
}
