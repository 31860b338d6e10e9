package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.kernels.winograd.WinogradWeight.Form;

import java.util.HashMap;
import java.util.Map;

/**
 * What all Winograd convolutions share: threads, and each thread's memory for the transforms of a
 * form, which stays in its core's cache. Thread-safe.
 */
public final class WinogradContext {
    private final ComputePool pool;
    private final ThreadLocal<Map<Form, InputTransform>> inputs =
            ThreadLocal.withInitial(HashMap::new);
    private final ThreadLocal<Map<Form, OutputTransform>> outputs =
            ThreadLocal.withInitial(HashMap::new);

    public WinogradContext(ComputePool pool) {
        this.pool = pool;
    }

    ComputePool pool() {
        return pool;
    }

    /** {@return this thread's, with room for what a weight is applied to} */
    InputTransform inputOf(WinogradWeight weight) {
        int width = weight.in() / weight.form().lanes();
        return inputs.get()
                .compute(
                        weight.form(),
                        (form, kept) ->
                                kept != null && kept.width() >= width
                                        ? kept
                                        : new InputTransform(form, width));
    }

    /** {@return this thread's} */
    OutputTransform outputOf(Form form) {
        return outputs.get().computeIfAbsent(form, OutputTransform::new);
    }
}
