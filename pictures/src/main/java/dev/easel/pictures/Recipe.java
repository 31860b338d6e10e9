package dev.easel.pictures;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * How a picture was made, for the text inside its file.
 *
 * @param negativePrompt empty for none
 * @param sampler the name that A1111's users know, such as {@code DPM++ 2M}
 * @param more settings that only some pictures have, told behind the size in this order
 * @param model the model's name, not told if empty
 * @param version the program and its version, not told if empty
 */
public record Recipe(
        String prompt,
        String negativePrompt,
        int steps,
        String sampler,
        double cfgScale,
        long seed,
        int width,
        int height,
        List<Setting> more,
        String model,
        String version) {
    /** A setting by A1111's name, such as {@code Denoising strength}. */
    public record Setting(String name, String value) {
        /** {@return a setting that is a number, without trailing zeros} */
        public static Setting of(String name, double number) {
            return new Setting(name, plain(number));
        }
    }

    /** Checks that the scale is finite. */
    public Recipe {
        more = List.copyOf(more);
        if (!Double.isFinite(cfgScale)) {
            throw new IllegalArgumentException("cfg scale must be finite, got " + cfgScale);
        }
    }

    /**
     * The recipe as A1111 writes it (its {@code create_infotext}): the prompt, a line for the
     * negative prompt if there is one, and a line of settings.
     */
    public String text() {
        var settings = new ArrayList<String>();
        settings.add("Steps: " + steps);
        settings.add("Sampler: " + quoted(sampler));
        settings.add("CFG scale: " + plain(cfgScale));
        settings.add("Seed: " + seed);
        settings.add("Size: " + width + "x" + height);
        more.forEach(setting -> settings.add(setting.name() + ": " + quoted(setting.value())));
        addIfKnown(settings, "Model", model);
        addIfKnown(settings, "Version", version);
        var negative = negativePrompt.isEmpty() ? "" : "\nNegative prompt: " + negativePrompt;
        return (prompt + negative + "\n" + String.join(", ", settings)).strip();
    }

    private static void addIfKnown(List<String> settings, String name, String value) {
        if (!value.isEmpty()) {
            settings.add(name + ": " + quoted(value));
        }
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** A value as it is, or as a JSON string if a reader could take part of it for syntax. */
    private static String quoted(String value) {
        if (value.chars().noneMatch(c -> c == ',' || c == '\n' || c == ':')) {
            return value;
        }
        var json = new StringBuilder("\"");
        value.chars().forEach(c -> json.append(escaped((char) c)));
        return json.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c);
        };
    }
}
