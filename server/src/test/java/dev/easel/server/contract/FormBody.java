package dev.easel.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** A body of {@code multipart/form-data}, put together part by part. */
final class FormBody {
    static final String BOUNDARY = "easel-test-boundary";
    static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    FormBody field(String name, Object value) {
        return part("name=\"%s\"".formatted(name), "", String.valueOf(value).getBytes(UTF_8));
    }

    FormBody file(String name, byte[] content) {
        return part(
                "name=\"%s\"; filename=\"picture.png\"".formatted(name),
                "Content-Type: image/png\r\n",
                content);
    }

    private FormBody part(String disposition, String type, byte[] content) {
        body.writeBytes(
                "--%s\r\nContent-Disposition: form-data; %s\r\n%s\r\n"
                        .formatted(BOUNDARY, disposition, type)
                        .getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(UTF_8));
        return this;
    }

    /** Sends it with a request. */
    HttpRequest.Builder in(HttpRequest.Builder request) {
        return request.header("Content-Type", TYPE).POST(BodyPublishers.ofByteArray(bytes()));
    }

    /** {@return the whole body} */
    byte[] bytes() {
        var content = new ByteArrayOutputStream();
        content.writeBytes(body.toByteArray());
        content.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return content.toByteArray();
    }
}
