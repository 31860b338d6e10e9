package dev.easel.sampling;

/** Evenly spaced numbers, rounded as torch.linspace rounds them in float32 on the CPU. */
final class Linspace {
    private Linspace() {}

    /** {@return {@code count} numbers from {@code start} to {@code end}; one alone is the start} */
    static float[] of(float start, float end, int count) {
        float[] values = new float[count];
        if (count == 1) {
            values[0] = start;
            return values;
        }
        float step = (end - start) / (count - 1);
        for (int i = 0; i < count; i++) {
            // The second half is counted from the end.
            values[i] =
                    i < count / 2 ? Math.fma(step, i, start) : Math.fma(-step, count - 1 - i, end);
        }
        return values;
    }
}
