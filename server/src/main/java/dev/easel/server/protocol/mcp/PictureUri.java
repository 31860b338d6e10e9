package dev.easel.server.protocol.mcp;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * How assistants name a picture: {@code easel://pictures/JOB/1}.
 *
 * @param job that made it
 * @param number its place among the pictures of the job, from 1
 */
public record PictureUri(UUID job, int number) {
    /** What it is like, with names for its parts. */
    static final String TEMPLATE = "easel://pictures/{job}/{number}";

    static final String SCHEME = "easel:";

    private static final Pattern FORM =
            Pattern.compile(
                    "easel://pictures/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([1-9]\\d{0,3})");

    /** {@return the picture that a text names; absent where it names none} */
    static Optional<PictureUri> parse(String text) {
        var found = FORM.matcher(text);
        return found.matches()
                ? Optional.of(
                        new PictureUri(
                                UUID.fromString(found.group(1)), Integer.parseInt(found.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "easel://pictures/%s/%d".formatted(job, number);
    }
}
