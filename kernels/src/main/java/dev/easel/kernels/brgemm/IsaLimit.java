package dev.easel.kernels.brgemm;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The instruction set that the environment keeps oneDNN to. */
public final class IsaLimit {
    private IsaLimit() {}

    /**
     * {@return whether oneDNN may use some instructions}
     *
     * @param enough a pattern of the limits that allow them, in lower or upper case
     */
    static boolean allows(String enough) {
        return limits().allMatch(limit -> limit.matches("(?i)" + enough));
    }

    /** {@return the limits that are set, one after the other; empty without any} */
    public static String value() {
        return limits().collect(Collectors.joining(" "));
    }

    private static Stream<String> limits() {
        return Stream.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA")
                .flatMap(name -> Stream.ofNullable(System.getenv(name)));
    }
}
