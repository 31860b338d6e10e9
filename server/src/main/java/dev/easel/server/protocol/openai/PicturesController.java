package dev.easel.server.protocol.openai;

import dev.easel.server.error.ApiException;
import dev.easel.server.job.PictureStore;
import dev.easel.server.protocol.Served;
import dev.easel.server.protocol.openai.PictureLinks.Link;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** {@code GET /pictures/JOB/N}: a picture by its signed link. */
@RestController
@Served(Protocol.NAME)
final class PicturesController {
    private final PictureLinks links;
    private final PictureStore pictures;

    PicturesController(PictureLinks links, PictureStore pictures) {
        this.links = links;
        this.pictures = pictures;
    }

    @GetMapping("/pictures/{job}/{number}")
    void show(
            @PathVariable("job") String job,
            @PathVariable("number") String number,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var link = link(job, number, parameter(request, "expires"), parameter(request, "file"));
        if (!links.isSigned(link, parameter(request, "signature"))) {
            throw notSigned();
        }
        long left = links.secondsLeft(link);
        if (left <= 0) {
            throw ApiException.of(403, "This link has expired; links last 60 minutes");
        }
        byte[] png =
                pictures.of(link.job()).stream()
                        .filter(picture -> picture.number() == link.number() - 1)
                        .findFirst()
                        .flatMap(pictures::file)
                        .orElseThrow(() -> ApiException.of(404, "The picture is gone"));
        var output = link.output().orElseThrow(PicturesController::notSigned);
        byte[] content = output.of(png);
        response.setContentType(output.format().mediaType());
        response.setContentLength(content.length);
        response.setHeader("Cache-Control", "private, max-age=" + left);
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.getOutputStream().write(content);
    }

    private static String parameter(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    private static Link link(String job, String number, String expires, String file) {
        try {
            return new Link(
                    UUID.fromString(job),
                    Integer.parseInt(number),
                    Long.parseLong(expires),
                    file.isEmpty() ? PictureLinks.PNG : file);
        } catch (IllegalArgumentException e) {
            throw notSigned();
        }
    }

    private static ApiException notSigned() {
        return ApiException.of(403, "This link was not made by this server, or has been changed");
    }
}
