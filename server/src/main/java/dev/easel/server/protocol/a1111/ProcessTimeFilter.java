package dev.easel.server.protocol.a1111;

import dev.easel.server.protocol.Served;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Locale;

/** Says how many seconds an answer took, in the header that A1111 has for it. */
@Component
@Served(Protocol.NAME)
final class ProcessTimeFilter extends OncePerRequestFilter {
    private static final double NANOS = 1e9;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().toLowerCase(Locale.ROOT).startsWith("/sdapi/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var timed = new Timed(response);
        try {
            chain.doFilter(request, timed);
        } catch (ServletException | RuntimeException e) {
            timed.tell(); // the failure is written by a filter before this one
            throw e;
        }
    }

    private static final class Timed extends HttpServletResponseWrapper {
        private final long begun = System.nanoTime();

        Timed(HttpServletResponse response) {
            super(response);
        }

        void tell() {
            double seconds = (System.nanoTime() - begun) / NANOS;
            setHeader("X-Process-Time", String.format(Locale.ROOT, "%.4f", seconds));
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (!isCommitted()) {
                tell();
            }
            return super.getOutputStream();
        }
    }
}
