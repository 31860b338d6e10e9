package dev.easel.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/** What the operating system says about file descriptor 2, which Java tells nothing about. */
final class StandardError {
    private static final int DESCRIPTOR = 2;
    private static final int USUAL_COLUMNS = 80;

    /** The request TIOCGWINSZ of ioctl, from sys/ioctl.h. */
    private static final long WINDOW_SIZE_LINUX = 0x5413;

    private static final long WINDOW_SIZE_MAC = 0x40087468;

    private StandardError() {}

    static boolean isTerminal() {
        String function = isSystem("windows") ? "_isatty" : "isatty";
        var descriptor = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        return find(function, descriptor).map(StandardError::isTerminal).orElse(false);
    }

    private static boolean isTerminal(MethodHandle isatty) {
        try {
            return (int) isatty.invokeExact(DESCRIPTOR) != 0;
        } catch (Throwable e) {
            return false;
        }
    }

    static int columns() {
        if (isSystem("windows")) {
            return USUAL_COLUMNS;
        }
        var descriptor =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS);
        return find("ioctl", descriptor, Linker.Option.firstVariadicArg(2))
                .map(StandardError::columns)
                .filter(columns -> columns > 0)
                .orElse(USUAL_COLUMNS);
    }

    /** struct winsize begins with the unsigned shorts rows and columns. */
    private static int columns(MethodHandle ioctl) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
            long request = isSystem("mac") ? WINDOW_SIZE_MAC : WINDOW_SIZE_LINUX;
            int failed = (int) ioctl.invokeExact(DESCRIPTOR, request, size);
            return failed != 0
                    ? 0
                    : Short.toUnsignedInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 1));
        } catch (Throwable e) {
            return 0;
        }
    }

    @SuppressWarnings("restricted") // the launcher enables native access
    private static Optional<MethodHandle> find(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(function -> linker.downcallHandle(function, descriptor, options));
    }

    private static boolean isSystem(String name) {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith(name);
    }
}
