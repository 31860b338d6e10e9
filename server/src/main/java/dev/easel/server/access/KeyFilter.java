package dev.easel.server.access;

import dev.easel.server.web.RequestPath;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Locale;

/**
 * Asks for a key, and for a captcha token where work is asked for. Only {@link OpenPaths} need
 * none: what is not listed there is closed, whatever is added to the service.
 */
@Component
@Order(FilterOrder.KEY)
final class KeyFilter extends OncePerRequestFilter {
    private final LocalOnlyMode mode;
    private final Admission admission;

    KeyFilter(LocalOnlyMode mode, Admission admission) {
        this.mode = mode;
        this.admission = admission;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = RequestPath.of(request);
        var needs = Needs.of(request.getMethod(), path.toLowerCase(Locale.ROOT));
        if (mode.isOn()) {
            Caller.HERE.attachTo(request);
        } else if (needs != Needs.NOTHING) {
            var caller =
                    switch (needs) {
                        case NOTHING, KEY -> admission.withKey(request);
                        case KEY_FOR_PATH -> admission.withKeyFor(request, path);
                        case KEY_AND_CAPTCHA -> admission.withKeyAndCaptcha(request, path);
                    };
            caller.attachTo(request);
        }
        chain.doFilter(request, response);
    }

    /** What must be presented. */
    enum Needs {
        NOTHING,
        KEY,
        /** A key that may use the path. */
        KEY_FOR_PATH,
        KEY_AND_CAPTCHA;

        /**
         * {@return what a request needs}
         *
         * @param path in lower case
         */
        static Needs of(String method, String path) {
            boolean reading = method.equals("GET") || method.equals("HEAD");
            if (reading && OpenPaths.contains(path)) {
                return NOTHING;
            }
            if (reading || isBelow("/key", path) || isBelow("/models", path)) {
                return KEY;
            }
            if (isBelow("/jobs", path)) {
                return method.equals("POST") ? KEY_FOR_PATH : KEY;
            }
            return OtherProtocols.have(path) ? KEY_FOR_PATH : KEY_AND_CAPTCHA;
        }

        private static boolean isBelow(String root, String path) {
            return OtherProtocols.isBelow(root, path);
        }
    }
}
