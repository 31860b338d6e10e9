package dev.easel.server.billing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.math.BigDecimal;

/**
 * What pictures cost.
 *
 * @param price US dollars for a picture of 512x512 at 30 steps
 * @param upscalePrice US dollars for a megapixel (1,000,000 pixels) of an upscaled picture
 * @param fee the fraction of a cost that is booked on top of it
 * @param prices of single models in place of {@code price}, such as {@code sdxl=0.004,sd-1.5=0.001}
 * @param planMargin US dollars of which a plan must have more left for any request
 */
@ConfigurationProperties("easel.server")
public record BillingSettings(
        @DefaultValue("0.002") BigDecimal price,
        @DefaultValue("0.002") BigDecimal upscalePrice,
        @DefaultValue("0") BigDecimal fee,
        @DefaultValue("") String prices,
        @DefaultValue(PLAN_MARGIN) BigDecimal planMargin) {
    /** What a plan must have more left than, unless it is configured. */
    public static final String PLAN_MARGIN = "0.10";

    public BillingSettings {
        requireNotNegative("price", price);
        requireNotNegative("upscale-price", upscalePrice);
        requireNotNegative("fee", fee);
        requireNotNegative("plan-margin", planMargin);
    }

    private static void requireNotNegative(String name, BigDecimal value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(name + " must not be negative, got " + value);
        }
    }
}
