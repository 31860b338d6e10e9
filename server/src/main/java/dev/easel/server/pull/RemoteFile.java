package dev.easel.server.pull;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that can be downloaded.
 *
 * @param path below the folder it shall lie in, checked
 * @param uri where it is
 * @param bytes that it has, where that is known
 * @param checksum of its content, where that is known
 * @param tag of its version (a strong ETag), where the server says one
 */
record RemoteFile(
        String path,
        URI uri,
        OptionalLong bytes,
        Optional<Checksum> checksum,
        Optional<String> tag) {
    RemoteFile {
        checked(path);
    }

    /** {@return the last part of the path} */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** {@return the folder, empty for the topmost} */
    String folder() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /**
     * {@return a path that stays in its folder on every system}
     *
     * @throws PullException where it does not
     */
    static String checked(String path) {
        boolean bad =
                path.chars().anyMatch(c -> c < ' ' || c == '\\' || c == ':')
                        || List.of(path.split("/", -1)).stream()
                                .anyMatch(part ->
                                        part.isBlank() || part.equals(".") || part.equals(".."));
        if (bad) {
            throw new PullException(
                    "a file's path must stay in its folder, got "
                            + path.replaceAll("\\p{Cntrl}", "?"));
        }
        return path;
    }
}
