package dev.easel.server.web;

import dev.easel.server.error.ApiException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Makes an answer of whatever the filters behind this one and the controllers throw. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ErrorFilter extends OncePerRequestFilter {
    private final List<ErrorShape> shapes;

    ErrorFilter(List<ErrorShape> shapes) {
        this.shapes = List.copyOf(shapes);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        String path = request.getServletPath().toLowerCase(Locale.ROOT);
        shapes.stream()
                .filter(shape -> shape.covers(path))
                .findFirst()
                .ifPresent(shape -> ErrorReply.shape(request, shape));
        try {
            chain.doFilter(request, response);
        } catch (IOException e) {
            throw e; // the client has gone
        } catch (ServletException | RuntimeException | Error e) {
            answer(
                    e instanceof ServletException && e.getCause() != null ? e.getCause() : e,
                    request,
                    response);
        }
    }

    private static void answer(
            Throwable e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (e instanceof ApiException known && !response.isCommitted()) {
            ErrorReply.write(known, request, response);
        } else {
            ErrorReply.unforeseen(e, request, response);
        }
    }
}
