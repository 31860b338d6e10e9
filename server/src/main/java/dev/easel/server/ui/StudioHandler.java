package dev.easel.server.ui;

import dev.easel.server.error.ApiException;
import dev.easel.server.web.RequestPath;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.context.request.ServletWebRequest;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sends the studio's files. A browser keeps them and asks each time whether they are still the
 * same, so that it never mixes two versions.
 */
@Component
final class StudioHandler implements HttpRequestHandler {
    static final String ROOT = "/ui/";

    private static final String PAGE = "index.html";
    private static final Pattern GZIP =
            Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");

    private final StudioFiles files;
    private final String policy;

    StudioHandler(StudioFiles files) {
        this.files = files;
        this.policy = ContentPolicy.of(find(files, PAGE).text());
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = RequestPath.of(request);
        boolean atRoot = path.equals("/");
        var file = find(files, atRoot ? PAGE : path.substring(ROOT.length()));
        response.addHeader("Vary", atRoot ? "Accept, Accept-Encoding" : "Accept-Encoding");
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Content-Security-Policy", policy);
        if (!new ServletWebRequest(request, response).checkNotModified(file.tag())) {
            file.send(takesGzip(request), response);
        }
    }

    private static StudioFile find(StudioFiles files, String path) {
        return files.find(path).orElseThrow(() -> ApiException.of(404, "Not found"));
    }

    private static boolean takesGzip(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Accept-Encoding"))
                .filter(value -> GZIP.matcher(value).find())
                .isPresent();
    }
}
