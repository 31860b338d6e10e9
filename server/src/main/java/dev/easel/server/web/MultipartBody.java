package dev.easel.server.web;

import dev.easel.server.error.ApiException;
import dev.easel.server.web.Multipart.Part;

import jakarta.servlet.http.HttpServletRequest;

import org.apache.tomcat.util.http.fileupload.FileItemHeaders;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.springframework.stereotype.Component;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads bodies of {@code multipart/form-data}. They are in memory as a whole, within the limit of
 * every body; nothing is written to a disk. Tomcat's parser takes the bytes apart.
 */
@Component
public final class MultipartBody {
    private static final String TYPE = "multipart/form-data";
    private static final int MOST_PARTS = 1000;
    private static final int LONGEST_NAME = 200;

    /** What a part may say of itself, in bytes. */
    private static final int LONGEST_HEADERS = 4096;

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private final BodyBytes bytes;

    MultipartBody(BodyBytes bytes) {
        this.bytes = bytes;
    }

    /** {@return whether a request says that its body is one} */
    public static boolean isIn(HttpServletRequest request) {
        return Optional.ofNullable(request.getContentType())
                .map(type -> type.strip().toLowerCase(Locale.ROOT))
                .filter(type -> type.equals(TYPE) || type.startsWith(TYPE + ";"))
                .isPresent();
    }

    /**
     * {@return the parts of a body}
     *
     * @throws ApiException 400 where it is broken, 413 where it is too large or has too many parts,
     *     415 where it is something else, 503 where there is no memory for it now
     * @throws IOException where the client has gone
     */
    public Multipart read(HttpServletRequest request) throws IOException {
        if (!isIn(request)) {
            throw ApiException.of(
                    415,
                    "Content-Type must be %s, got %s"
                            .formatted(
                                    TYPE,
                                    Optional.ofNullable(request.getContentType())
                                            .map(Shown::of)
                                            .orElse("none")));
        }
        String type = request.getContentType();
        return bytes.read(request, content -> new Multipart(parts(new Body(type, content))));
    }

    private static List<Part> parts(Body body) {
        var upload = new FileUpload();
        upload.setHeaderEncoding(StandardCharsets.UTF_8.name());
        upload.setPartHeaderSizeMax(LONGEST_HEADERS);
        var parts = new ArrayList<Part>();
        try {
            for (var items = upload.getItemIterator(body); items.hasNext(); ) {
                if (parts.size() == MOST_PARTS) {
                    throw ApiException.of(
                            413, "The body must have at most %d parts".formatted(MOST_PARTS));
                }
                parts.add(part(items.next()));
            }
            if (parts.isEmpty()) { // the parser says nothing where it finds no boundary
                throw unreadable();
            }
            return parts;
        } catch (InvalidFileNameException e) {
            throw ApiException.of(400, "The name of a file in the body has a character NUL in it");
        } catch (IOException e) { // the bytes are here: they are to blame
            throw unreadable();
        }
    }

    private static ApiException unreadable() {
        return ApiException.of(
                400,
                "The body is not %s that can be read: it is cut off, or has another boundary"
                        .formatted(TYPE));
    }

    private static Part part(FileItemStream item) throws IOException {
        String name = item.getFieldName();
        if (name.isEmpty() || name.length() > LONGEST_NAME || UNPRINTABLE.matcher(name).find()) {
            throw ApiException.of(
                    400,
                    "The name of a part must be 1 to %d printable characters, got %s"
                            .formatted(LONGEST_NAME, Shown.of(name)));
        }
        requirePlain(name, Optional.ofNullable(item.getHeaders()));
        try (var in = item.openStream()) {
            return new Part(
                    name,
                    Optional.ofNullable(item.getName()),
                    Optional.ofNullable(item.getContentType()),
                    in.readAllBytes());
        }
    }

    /** Nobody has packed parts since RFC 7578. */
    private static void requirePlain(String name, Optional<FileItemHeaders> headers) {
        headers.map(all -> all.getHeader("Content-Transfer-Encoding"))
                .map(encoding -> encoding.strip().toLowerCase(Locale.ROOT))
                .filter(encoding -> !List.of("", "binary", "7bit", "8bit").contains(encoding))
                .ifPresent(encoding -> {
                    throw ApiException.of(
                            415,
                            "The part %s must be sent as it is, got Content-Transfer-Encoding %s"
                                    .formatted(Shown.of(name), Shown.of(encoding)));
                });
    }

    /** A body as the parser wants it. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Body(String type, byte[] content) implements UploadContext {
        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return content.length;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(content);
        }
    }
}
