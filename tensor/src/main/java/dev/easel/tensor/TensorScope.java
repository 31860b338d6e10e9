package dev.easel.tensor;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Frees the native memory of every tensor that was made on this thread between {@link #open} and
 * {@link #close}. Scopes nest and are closed in reverse order, by the thread that opened them.
 *
 * <p>What shall outlive its scope is {@linkplain #promote promoted} to the enclosing one, or
 * {@linkplain Tensor#keep kept} until it is closed by hand.
 *
 * <p>Meanwhile LibTorch is told that nobody will ask for gradients: it records nothing for them,
 * which takes a tenth of the time that its operations take besides computing.
 */
public final class TensorScope implements AutoCloseable {
    static {
        Natives.load();
    }

    private final Optional<PointerScope> enclosing;
    private final Optional<InferenceMode> withoutGradients;
    private final PointerScope scope;

    private TensorScope() {
        @Nullable PointerScope innermost = PointerScope.getInnerScope();
        enclosing = Optional.ofNullable(innermost);
        withoutGradients =
                InferenceMode.is_enabled() ? Optional.empty() : Optional.of(new InferenceMode());
        scope = new PointerScope();
    }

    public static TensorScope open() {
        return new TensorScope();
    }

    /**
     * {@return the tensor that {@code computation} gives, in the enclosing scope} Whatever else it
     * makes is freed on return.
     */
    public static Tensor returning(Supplier<Tensor> computation) {
        try (var scope = open()) {
            return scope.promote(computation.get());
        }
    }

    /**
     * Moves a tensor to the enclosing scope; without one the caller owns it and closes it.
     *
     * @return the same tensor
     */
    public Tensor promote(Tensor tensor) {
        if (enclosing.isPresent()) {
            enclosing.get().attach(tensor.value());
        } else {
            tensor.keep();
        }
        return tensor;
    }

    @Override
    public void close() {
        scope.close();
        withoutGradients.ifPresent(InferenceMode::close);
    }
}
