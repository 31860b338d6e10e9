package dev.easel.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How a command ended, as the shell sees it. */
enum ExitCode {
    DONE(0, "Done."),
    FAILED(1, "Something failed during the work."),
    USAGE(2, "An option or a value is wrong; nothing was done."),
    MODEL(3, "The model is missing or broken."),
    OUTPUT(4, "The output cannot be written."),
    CANCELLED(130, "Cancelled with Ctrl-C.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    /** {@return all numbers with their meanings, for the help} */
    static Map<String, String> meanings() {
        return Arrays.stream(values())
                .collect(
                        Collectors.toMap(
                                code -> String.valueOf(code.number),
                                code -> code.meaning,
                                (first, second) -> first,
                                LinkedHashMap::new));
    }
}
