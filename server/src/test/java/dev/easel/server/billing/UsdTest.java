package dev.easel.server.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;

class UsdTest {
    @Test
    void amountsAreRoundedHalfUpToSixPlaces() {
        assertThat(Usd.of("0.0000005")).isEqualTo(Usd.of("0.000001"));
        assertThat(Usd.of("0.00000049")).isEqualTo(Usd.ZERO);
        assertThat(Usd.of("0.002").times(new BigDecimal("1.2"))).hasToString("0.002400");
    }

    @Test
    void equalAmountsAreEqualHoweverTheyAreWritten() {
        assertThat(Usd.of("1")).isEqualTo(Usd.of("1.000000"));
        assertThat(Usd.of("1E-6")).hasToString("0.000001");
    }

    @Test
    void amountsAddUp() {
        assertThat(Usd.of("0.1").plus(Usd.of("0.2"))).isEqualTo(Usd.of("0.3"));
    }

    @Test
    void negativeAmountsAreRefused() {
        assertThatThrownBy(() -> Usd.of("-0.0000001"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an amount in US dollars must not be negative, got -1E-7");
    }
}
