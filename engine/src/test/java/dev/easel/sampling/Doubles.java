package dev.easel.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;

import java.util.List;

/** Lists of numbers in the golden JSON, and how close others must be to them. */
record Doubles(List<Double> values) {
    static Doubles in(JsonConfig json, String key) {
        return new Doubles(json.findNumbers(key).orElseThrow());
    }

    /** Checks |actual - expected| <= atol + rtol |expected| for every number. */
    void areCloseTo(List<Double> actual, double atol, double rtol) {
        assertThat(actual).hasSameSizeAs(values);
        for (int i = 0; i < values.size(); i++) {
            double expected = values.get(i);
            double allowed = atol + rtol * Math.abs(expected);
            assertThat(Math.abs(actual.get(i) - expected))
                    .as("number %d is %s; expected %s", i, actual.get(i), expected)
                    .isLessThanOrEqualTo(allowed);
        }
    }

    /** Checks that whole timesteps are exact and those between them within 0.002. */
    void areTimesteps(List<Double> actual) {
        areCloseTo(actual, 2e-3, 0);
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == Math.rint(values.get(i))) {
                assertThat(actual.get(i)).as("timestep %d", i).isEqualTo(values.get(i));
            }
        }
    }
}
