package dev.easel.server.protocol.models;

import dev.easel.server.error.ApiException;

/** Names in addresses, which may have slashes. */
final class NamePath {
    private NamePath() {}

    /**
     * {@return the name that a path has before an end}
     *
     * @param path with a slash before it
     * @throws ApiException 404 where it ends otherwise, or there is no name
     */
    static String of(String path, String end) {
        if (!path.endsWith(end) || path.length() <= end.length() + 1) {
            throw ApiException.of(404, "Not found");
        }
        return path.substring(1, path.length() - end.length());
    }
}
