package dev.easel.server.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;

class PriceListTest {
    private static final PriceList LIST = list("0.002", "0.2", "sdxl=0.004, sd-1.5=0.001");

    private static PriceList list(String price, String fee, String prices) {
        return new PriceList(
                new BillingSettings(
                        new BigDecimal(price),
                        new BigDecimal(price),
                        new BigDecimal(fee),
                        prices,
                        BigDecimal.ZERO));
    }

    @Test
    void thePriceIsThatOfOnePictureOf512By512At30Steps() {
        assertThat(LIST.pictures("sd-2.1", 512, 512, 30, 1)).isEqualTo(Usd.of("0.002"));
        assertThat(LIST.pictures("sdxl", 512, 512, 30, 1)).isEqualTo(Usd.of("0.004"));
        assertThat(LIST.pictures("sd-1.5", 512, 512, 30, 10)).isEqualTo(Usd.of("0.01"));
        assertThat(LIST.pictures("sd-2.1", 1024, 1024, 100, 1)).isEqualTo(Usd.of("0.026667"));
        assertThat(LIST.upscale(1000, 1000)).isEqualTo(Usd.of("0.002"));
        assertThat(LIST.withFee(Usd.of("0.026667"))).isEqualTo(Usd.of("0.032"));
    }

    @Property
    void costsAreInProportionToPixelsTimesStepsAndRoundedOnce(
            @ForAll @BigRange(min = "0", max = "10") @Scale(9) BigDecimal price,
            @ForAll @IntRange(min = 8, max = 4096) int width,
            @ForAll @IntRange(min = 8, max = 4096) int height,
            @ForAll @IntRange(max = 150) int steps,
            @ForAll @IntRange(min = 1, max = 10) int number) {
        var list = list(price.toPlainString(), "0", "");
        var pixels = BigInteger.valueOf(width).multiply(BigInteger.valueOf(height));
        var work = pixels.multiply(BigInteger.valueOf(steps)).multiply(BigInteger.valueOf(number));

        assertThat(list.pictures("any", width, height, steps, number))
                .isEqualTo(halfUp(price, work, 512 * 512 * 30));
        assertThat(list.upscale(width, height)).isEqualTo(halfUp(price, pixels, 1_000_000));
    }

    @Property
    void aFeeIsAFractionOnTop(
            @ForAll @BigRange(min = "0", max = "1000") @Scale(6) BigDecimal cost,
            @ForAll @BigRange(min = "0", max = "2") @Scale(4) BigDecimal fee) {
        var booked = list("0.002", fee.toPlainString(), "").withFee(Usd.of(cost));
        var onTop =
                new BigDecimal(fee.movePointRight(4).toBigInteger())
                        .add(BigDecimal.valueOf(10_000));

        assertThat(booked).isEqualTo(halfUp(cost, onTop.toBigInteger(), 10_000));
    }

    /** price * part / whole in millionths, by whole numbers: half of the divisor is added first. */
    private static Usd halfUp(BigDecimal price, BigInteger part, long whole) {
        var billionths = price.movePointRight(9).toBigIntegerExact().multiply(part);
        var divisor = BigInteger.valueOf(whole).multiply(BigInteger.valueOf(1000));
        var millionths = billionths.add(divisor.divide(BigInteger.TWO)).divide(divisor);
        return Usd.of(new BigDecimal(millionths, 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdxl", "sdxl=", "=1", "sdxl=-1", "sdxl=cheap", "sdxl=1,", "a=b=1"})
    void pricesThatCannotBeReadAreNamed(String prices) {
        assertThatThrownBy(() -> list("0.002", "0", prices))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("prices must be a list of model=price in US dollars");
    }

    @Test
    void aModelHasOnePrice() {
        assertThatThrownBy(() -> list("0.002", "0", "sdxl=1,sdxl=2"))
                .hasMessage("prices names sdxl twice");
    }

    @Test
    void aNegativePriceIsRefused() {
        assertThatThrownBy(() -> list("-1", "0", ""))
                .hasMessage("price must not be negative, got -1");
        assertThatThrownBy(() -> list("1", "-0.1", ""))
                .hasMessage("fee must not be negative, got -0.1");
    }
}
