package dev.easel.server.web;

import jakarta.servlet.http.HttpServletRequest;

import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a request goes, and whether a person's browser or a program sent it there. */
public final class RequestPath {
    private RequestPath() {}

    /**
     * {@return the path as routing takes it: decoded, without dots, parameters and a last slash}
     */
    public static String of(HttpServletRequest request) {
        String path =
                request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
        return path.length() > 1 && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
    }

    /** {@return whether a request only reads} */
    public static boolean reads(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** {@return whether it asks for the studio at the address where programs are welcomed} */
    public static boolean wantsStudio(HttpServletRequest request) {
        return reads(request) && of(request).equals("/") && acceptsPages(request);
    }

    private static boolean acceptsPages(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Accept")).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(type -> type.replaceFirst(";.*", "").strip())
                .anyMatch("text/html"::equalsIgnoreCase);
    }
}
