package dev.easel.tensor;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoDispatchBelowADInplaceOrView;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DispatchKey;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Frees the native memory of every tensor that was made on this thread between {@link #open} and
 * {@link #close}. Scopes nest and are closed in reverse order, by the thread that opened them.
 *
 * <p>A tensor that is to outlive its scope is {@linkplain #promote promoted} to the enclosing one,
 * or {@linkplain Tensor#keep kept} until it is closed by hand.
 *
 * <p>No tensor here asks for gradients, so LibTorch records nothing for them. On a platform thread
 * an open scope also lets its operations skip the layers of LibTorch that look for tensors which
 * do: that saves a tenth of the time that operations take besides computing. LibTorch keeps this
 * setting per thread of the operating system. A virtual thread may continue on another one after
 * each wait, so on virtual threads nothing is set: operations take the longer way to the same bits.
 * LibTorch's {@code InferenceMode} would not do: tensors made in it may be written to only in it,
 * so that what a platform thread has made fails on a virtual one.
 */
public final class TensorScope implements AutoCloseable {
    private final Optional<PointerScope> enclosing;
    private final Optional<AutoDispatchBelowADInplaceOrView> withoutGradients;
    private final PointerScope scope;

    private TensorScope() {
        @Nullable PointerScope innermost = PointerScope.getInnerScope();
        enclosing = Optional.ofNullable(innermost);
        withoutGradients =
                Thread.currentThread().isVirtual() || skipsGradients()
                        ? Optional.empty()
                        : Optional.of(new AutoDispatchBelowADInplaceOrView());
        scope = new PointerScope();
    }

    /**
     * {@return a new innermost scope of this thread, to be closed}
     *
     * @throws UnsupportedOperationException where LibTorch is missing
     */
    public static TensorScope open() {
        LibTorch.load();
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

    /** {@return whether operations of this thread of the system skip what looks for gradients} */
    static boolean skipsGradients() {
        return torch.tls_is_dispatch_key_excluded(DispatchKey.ADInplaceOrView);
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
        withoutGradients.ifPresent(AutoDispatchBelowADInplaceOrView::close);
    }
}
