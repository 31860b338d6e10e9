package dev.easel.server.web;

import dev.easel.server.error.ApiException;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;

/** How a protocol of its own says that a request failed. What none covers is said as the page's. */
public interface ErrorShape {
    /**
     * {@return whether a path belongs to the protocol}
     *
     * @param path in lower case
     */
    boolean covers(String path);

    /** Writes the status and the body; {@code Retry-After} is there already. */
    void write(ApiException e, HttpServletResponse response) throws IOException;
}
