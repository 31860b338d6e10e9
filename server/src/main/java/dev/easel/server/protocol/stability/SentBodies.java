package dev.easel.server.protocol.stability;

import dev.easel.server.error.ApiException;
import dev.easel.server.request.SentImages;
import dev.easel.server.web.MultipartBody;
import dev.easel.server.web.RequestBody;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** Receives bodies: JSON, and forms with pictures. */
@Component
final class SentBodies {
    private final RequestBody bodies;
    private final MultipartBody forms;
    private final SentImages images;

    SentBodies(RequestBody bodies, MultipartBody forms, SentImages images) {
        this.bodies = bodies;
        this.forms = forms;
        this.images = images;
    }

    ObjectNode body(HttpServletRequest request) throws IOException {
        return bodies.readJson(request);
    }

    /**
     * {@return the form in a body}
     *
     * @throws ApiException 415 where it is in another form, 400 where a picture in it is none
     */
    SentForm form(HttpServletRequest request) throws IOException {
        if (!MultipartBody.isIn(request)) {
            throw ApiException.of(
                    415, "The body must be multipart/form-data, with the picture as a file");
        }
        return SentForm.of(forms.read(request), images);
    }
}
