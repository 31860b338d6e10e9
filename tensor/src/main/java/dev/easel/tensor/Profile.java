package dev.easel.tensor;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the time of some work goes, by the layers that ask for operations. On the CPU an operation
 * is done when its result is there, so what passes between two results is the time of the second.
 * Layers need not know of it: who asks is read from the stack.
 */
public final class Profile {
    private static final String ROOT = "dev.easel.";
    private static final List<String> OWN = List.of(ROOT + "tensor.", ROOT + "kernels.");
    private static final StackWalker WALKER =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Bound while the work of a profile runs, for its thread alone. */
    private static final ScopedValue<Profile> CURRENT = ScopedValue.newInstance();

    private final Map<List<String>, Cost> costs = new HashMap<>();
    private long last = System.nanoTime();

    private Profile() {}

    /** What the operations at one point of the network cost. */
    public record Cost(long calls, long nanos) {
        /** {@return both together} */
        public Cost plus(Cost other) {
            return new Cost(calls + other.calls, nanos + other.nanos);
        }
    }

    /**
     * {@return the cost of each operation of the work} Keys are the classes that led from the work
     * to it, the outermost first, then the operation; for example {@code [UNet, MidBlock,
     * ResnetBlock, Conv2d, convolve]}. Only this thread's operations count; other threads may make
     * profiles of their own at the same time.
     */
    public static Map<List<String>, Cost> of(Runnable work) {
        var profile = new Profile();
        ScopedValue.where(CURRENT, profile).run(work);
        return Map.copyOf(profile.costs);
    }

    /** Called when an operation has given its result. */
    public static void note() {
        if (CURRENT.isBound()) {
            CURRENT.get().add();
        }
    }

    private void add() {
        long nanos = System.nanoTime() - last;
        costs.merge(WALKER.walk(Profile::path), new Cost(1, nanos), Cost::plus);
        last = System.nanoTime(); // what the profile itself takes belongs to nobody
    }

    private static List<String> path(Stream<StackFrame> stack) {
        var innermostFirst =
                stack.dropWhile(Profile::isThis).takeWhile(frame -> !isThis(frame)).toList();
        var path = new ArrayList<String>();
        innermostFirst.reversed().stream()
                .filter(frame -> frame.getClassName().startsWith(ROOT) && !isOwn(frame))
                .map(frame -> simple(frame.getClassName()))
                .filter(name -> path.isEmpty() || !path.getLast().equals(name))
                .forEach(path::add);
        // The outermost frame of this package above the layers' is the operation.
        innermostFirst.stream()
                .filter(frame -> frame.getClassName().startsWith(ROOT))
                .takeWhile(Profile::isOwn)
                .map(StackFrame::getMethodName)
                .filter(method -> !method.startsWith("lambda$"))
                .reduce((_, outer) -> outer)
                .ifPresent(path::add);
        return List.copyOf(path);
    }

    private static boolean isOwn(StackFrame frame) {
        return OWN.stream().anyMatch(frame.getClassName()::startsWith)
                || StandIn.class.isAssignableFrom(frame.getDeclaringClass());
    }

    private static boolean isThis(StackFrame frame) {
        return frame.getClassName().equals(Profile.class.getName());
    }

    private static String simple(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        return simple.replaceFirst("\\$\\d.*", "").replace('$', '.');
    }
}
