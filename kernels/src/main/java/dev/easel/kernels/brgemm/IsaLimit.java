package dev.easel.kernels.brgemm;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The instruction set that the environment keeps oneDNN to. */
public final class IsaLimit {
    private static final List<String> VARIABLES = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");

    private IsaLimit() {}

    /**
     * {@return whether oneDNN may use some instructions}
     *
     * @param enough a pattern of the limits that allow them
     */
    static boolean allows(String enough) {
        var pattern = Pattern.compile(enough, Pattern.CASE_INSENSITIVE);
        return VARIABLES.stream()
                .flatMap(name -> Optional.ofNullable(System.getenv(name)).stream())
                .allMatch(limit -> pattern.matcher(limit).matches());
    }

    /** {@return the limits that are set, one after the other; empty without any} */
    public static String value() {
        return VARIABLES.stream()
                .flatMap(name -> Optional.ofNullable(System.getenv(name)).stream())
                .collect(Collectors.joining(" "));
    }
}
