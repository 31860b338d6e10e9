package dev.easel.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor's dimensions, outermost first; empty for a single number.
 *
 * @param sizes not negative
 */
public record Shape(List<Long> sizes) {
    public Shape {
        sizes = List.copyOf(sizes);
        for (long size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("a shape has no negative sizes, got " + sizes);
            }
        }
    }

    public static Shape of(long... sizes) {
        return new Shape(Arrays.stream(sizes).boxed().toList());
    }

    /** {@return the size of a dimension; negative dimensions count from the end} */
    public long size(int dim) {
        return sizes.get(dim < 0 ? dim + sizes.size() : dim);
    }

    public int rank() {
        return sizes.size();
    }

    /**
     * {@return the number of values}
     *
     * @throws ArithmeticException where it does not fit into a long
     */
    public long count() {
        return sizes.stream().reduce(1L, Math::multiplyExact);
    }

    /** {@return the sizes, outermost first} */
    public long[] toArray() {
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    /** {@return for example {@code [1, 4, 64, 64]}} */
    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
