package dev.easel.server.error;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** Makes an answer of whatever the filters behind this one and the controllers throw. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ErrorFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (IOException e) {
            throw e; // the client has gone
        } catch (ServletException | RuntimeException | Error e) {
            answer(
                    e instanceof ServletException && e.getCause() != null ? e.getCause() : e,
                    response);
        }
    }

    private static void answer(Throwable e, HttpServletResponse response) throws IOException {
        if (e instanceof ApiException known && !response.isCommitted()) {
            ErrorReply.write(known, response);
        } else {
            ErrorReply.unforeseen(e, response);
        }
    }
}
