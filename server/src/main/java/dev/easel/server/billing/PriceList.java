package dev.easel.server.billing;

import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/** What a request costs, known before the work. Exact within, rounded once at the end. */
@Component
public final class PriceList {
    /** The pixels times steps that a price is for: 512x512 at 30 steps. */
    private static final long PICTURE = 512L * 512 * 30;

    private static final long MEGAPIXEL = 1_000_000;

    private final BillingSettings settings;
    private final Map<String, BigDecimal> models;

    /**
     * Makes the list of what is configured.
     *
     * @throws IllegalArgumentException if {@code prices} cannot be read
     */
    public PriceList(BillingSettings settings) {
        this.settings = settings;
        this.models = models(settings.prices());
    }

    /**
     * {@return the cost of a request for pictures} It is {@code price * (width * height * steps) /
     * (512 * 512 * 30) * number}: in proportion to pixels times steps run, rounded half-up to 6
     * places for the request as a whole.
     */
    public Usd pictures(String model, int width, int height, int stepsRun, int number) {
        var price = models.getOrDefault(model, settings.price());
        long work = (long) width * height * stepsRun;
        return share(price.multiply(BigDecimal.valueOf(number)), work, PICTURE);
    }

    /**
     * {@return the cost of an upscaled picture} It is {@code price * (width * height) / 1,000,000}
     * of the output's sides, rounded half-up to 6 places.
     */
    public Usd upscale(int width, int height) {
        return share(settings.upscalePrice(), (long) width * height, MEGAPIXEL);
    }

    /** {@return what is booked for a cost: {@code cost * (1 + fee)}, rounded} */
    public Usd withFee(Usd cost) {
        return cost.times(BigDecimal.ONE.add(settings.fee()));
    }

    private static Usd share(BigDecimal price, long part, long whole) {
        return Usd.of(
                price.multiply(BigDecimal.valueOf(part))
                        .divide(BigDecimal.valueOf(whole), Usd.SCALE, RoundingMode.HALF_UP));
    }

    private static Map<String, BigDecimal> models(String text) {
        var models = new HashMap<String, BigDecimal>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            var parts = entry.split("=", -1);
            if (parts.length != 2 || parts[0].isBlank()) {
                throw wrong(entry);
            }
            if (models.put(parts[0].strip(), price(entry, parts[1].strip())) != null) {
                throw new IllegalArgumentException("prices names %s twice".formatted(parts[0]));
            }
        }
        return models;
    }

    private static BigDecimal price(String entry, String text) {
        try {
            var price = new BigDecimal(text);
            if (price.signum() >= 0) {
                return price;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw wrong(entry);
    }

    private static IllegalArgumentException wrong(String entry) {
        return new IllegalArgumentException(
                "prices must be a list of model=price in US dollars, such as"
                        + " sdxl=0.004,sd-1.5=0.001, got \"%s\"".formatted(entry.strip()));
    }
}
