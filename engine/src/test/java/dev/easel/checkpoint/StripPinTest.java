package dev.easel.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StripPinTest {
    @Test
    void aNumberOfRowsIsPinned() {
        assertThat(StripPin.of("5")).hasValue(5);
    }

    @Test
    void autoAndNothingPinNone() {
        assertThat(StripPin.of("")).isEmpty();
        assertThat(StripPin.of("AUTO")).isEmpty();
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> StripPin.of("0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the property easel.strips must be auto or a number of rows, got 0");
    }
}
