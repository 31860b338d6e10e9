package dev.easel.kernels.onednn;

import dev.easel.tensor.Tensor;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Type;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An operation of LibTorch that has no function of its own in Java: it is found by its name, and
 * called with its arguments in a list.
 */
public final class BoxedOperation {
    /** An argument that is left out. */
    public static final Object NONE = new Object();

    /** An operation whose lists of integers are known to be just that, by its third argument. */
    private static final String WITH_INTEGERS = "mkldnn::_reorder_convolution_weight";

    private final OperatorHandle handle;

    /**
     * What the lists hold, by the argument's place. To ask for it copies the whole schema, of which
     * JavaCPP never frees all.
     */
    private final Map<Integer, Type.TypePtr> elements = new ConcurrentHashMap<>();

    private BoxedOperation(OperatorHandle handle) {
        this.handle = handle;
    }

    /**
     * {@return the operation}
     *
     * @param name with its namespace, for example {@code mkldnn::_linear_pointwise}
     * @throws RuntimeException where this LibTorch has none of this name
     */
    public static BoxedOperation named(String name) {
        return overloaded(name, "");
    }

    /** {@return the operation of several with the same name} */
    public static BoxedOperation overloaded(String name, String overload) {
        try (var _ = new PointerScope()) { // whoever looks up may have none, and collects nothing
            var handle = Dispatcher.singleton().findSchemaOrThrow(name, overload);
            handle.retainReference();
            return new BoxedOperation(handle);
        }
    }

    /**
     * {@return the tensor that the operation gives}
     *
     * @param arguments each a LibTorch tensor, String, Long, Double, long[], an empty list or
     *     {@link #NONE}
     * @throws IllegalArgumentException where one is of another type
     */
    public Tensor call(Object... arguments) {
        var result = new org.bytedeco.pytorch.Tensor();
        try (var _ = new PointerScope()) {
            var stack = new IValueVector();
            for (int i = 0; i < arguments.length; i++) {
                stack.push_back(value(arguments[i], i));
            }
            handle.callBoxed(stack);
            result.put(stack.get(0).toTensor());
        }
        return new Tensor(result);
    }

    /** {@return an argument that may be left out} */
    public static Object optional(Optional<Tensor> tensor) {
        return tensor.<Object>map(Tensor::value).orElse(NONE);
    }

    private IValue value(Object argument, int index) {
        return switch (argument) {
            case org.bytedeco.pytorch.Tensor tensor -> new IValue(tensor);
            case String text -> new IValue(text);
            case Long number -> new IValue(number);
            case Double number -> new IValue(number);
            case long[] numbers -> new IValue(integers(numbers));
            case List<?> _ ->
                    new IValue(new GenericList(elements.computeIfAbsent(index, this::elementsOf)));
            default -> {
                if (argument != NONE) {
                    throw new IllegalArgumentException(
                            "argument %d of an operation is of type %s; expected a LibTorch tensor, String, Long, Double, long[], an empty list or NONE"
                                    .formatted(index, argument.getClass().getName()));
                }
                yield new IValue();
            }
        };
    }

    /** {@return what a list holds, not collected with the scope it is asked in} */
    private Type.TypePtr elementsOf(int argument) {
        try (var _ = new PointerScope()) {
            var list = handle.schema().arguments().getPointer(argument).type();
            var type = list.get().containedType(0);
            type.retainReference();
            return type;
        }
    }

    private GenericList integers(long[] numbers) {
        var list = new GenericList(Integers.TYPE);
        for (long number : numbers) {
            list.push_back(new IValue(number));
        }
        return list;
    }

    /** Looked up once. */
    private static final class Integers {
        static final Type.TypePtr TYPE = named(WITH_INTEGERS).elementsOf(2);
    }
}
