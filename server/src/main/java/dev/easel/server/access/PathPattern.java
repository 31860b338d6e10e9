package dev.easel.server.access;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns of paths, in which {@code *} stands for anything. */
final class PathPattern {
    private PathPattern() {}

    /** {@return whether the pattern is the whole path, in any case of letters, as routing is} */
    static boolean matches(String pattern, String path) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(path)
                .matches();
    }
}
