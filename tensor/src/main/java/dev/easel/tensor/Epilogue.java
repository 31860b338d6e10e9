package dev.easel.tensor;

import java.util.Optional;

/**
 * What becomes of the result of a linear layer or a convolution. Where it is faster, it is done
 * before the result leaves the processor's registers, and costs no pass over the memory.
 */
public final class Epilogue {
    private static final Epilogue NONE = new Epilogue(Kind.NONE, Optional.empty());
    private static final Epilogue GELU = new Epilogue(Kind.GELU, Optional.empty());

    private final Kind kind;
    private final Optional<Tensor> other;

    private Epilogue(Kind kind, Optional<Tensor> other) {
        this.kind = kind;
        this.other = other;
    }

    /** Which of them it is. */
    public enum Kind {
        NONE,
        GELU,
        PLUS,
        ONTO,
        TIMES
    }

    /** {@return the result as it is} */
    public static Epilogue none() {
        return NONE;
    }

    /** {@return {@link Ops#gelu} of the result} */
    public static Epilogue gelu() {
        return GELU;
    }

    /** {@return the result plus a tensor of its shape} */
    public static Epilogue plus(Tensor other) {
        return new Epilogue(Kind.PLUS, Optional.of(other));
    }

    /**
     * {@return the result plus a tensor of its shape, in that tensor's memory, which nothing else
     * may use} Convolutions are faster so: theirs is the one pass over it.
     */
    public static Epilogue onto(Tensor other) {
        return new Epilogue(Kind.ONTO, Optional.of(other));
    }

    /** {@return the result times a tensor of its shape, value by value} */
    public static Epilogue times(Tensor other) {
        return new Epilogue(Kind.TIMES, Optional.of(other));
    }

    /** {@return which epilogue it is} */
    public Kind kind() {
        return kind;
    }

    /** {@return the tensor that it adds or multiplies with} */
    public Tensor other() {
        return other.orElseThrow();
    }

    /** {@return what becomes of a result, in a pass of its own and where it can in its place} */
    public Tensor after(Tensor result) {
        return switch (kind) {
            case NONE -> result;
            case GELU -> Ops.gelu(result);
            case PLUS -> Ops.addInPlace(result, other());
            case ONTO -> Ops.addInPlace(other(), result);
            case TIMES -> Ops.mulInPlace(result, other());
        };
    }
}
