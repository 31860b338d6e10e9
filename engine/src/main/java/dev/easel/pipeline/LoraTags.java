package dev.easel.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A prompt without the tags that name LoRAs, in A1111's notation: {@code <lora:fox>}, {@code
 * <lora:fox:0.8>}, {@code <lora:fox:0.5:0.8>} with one weight for the text models and one for the
 * UNet, or {@code <lora:fox:te=0.5:unet=0.8>}. A weight for the text models alone is the UNet's
 * too; without one it is 1.
 *
 * @param prompt what is left
 */
public record LoraTags(String prompt, List<Tag> tags) {
    private static final Pattern TAG = Pattern.compile("<(?:lora|lyco):([^>]+)>");

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,9}(\\.\\d*)?|\\.\\d+)");
    private static final String TEXT = "te";
    private static final String UNET = "unet";

    /** In the order of weights without a name. */
    private static final List<String> KINDS = List.of(TEXT, UNET);

    public LoraTags {
        tags = List.copyOf(tags);
    }

    /**
     * A tag.
     *
     * @param name of the LoRA
     * @param weight in the UNet
     * @param textWeight in the text models
     */
    public record Tag(String name, double weight, double textWeight) {}

    /**
     * {@return the tags of a prompt, and the prompt without them}
     *
     * @throws IllegalArgumentException where a tag says something else
     */
    public static LoraTags of(String prompt) {
        var tags = new ArrayList<Tag>();
        var found = TAG.matcher(prompt);
        while (found.find()) {
            tags.add(tag(found.group(), List.of(found.group(1).split(":", -1))));
        }
        return new LoraTags(tags.isEmpty() ? prompt : found.replaceAll(""), tags);
    }

    /** {@return whether a prompt has tags, be they right or wrong} */
    public static boolean areIn(String prompt) {
        return TAG.matcher(prompt).find();
    }

    /** {@return a tag as people write it} */
    public static String text(Tag tag) {
        return tag.weight() == tag.textWeight()
                ? "<lora:%s:%s>".formatted(tag.name(), number(tag.weight()))
                : "<lora:%s:%s:%s>"
                        .formatted(tag.name(), number(tag.textWeight()), number(tag.weight()));
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }

    /** As A1111's {@code extra_networks_lora.py} reads it. */
    private static Tag tag(String text, List<String> arguments) {
        var weights = new HashMap<String, Double>();
        for (int i = 1; i < arguments.size(); i++) {
            var parts = arguments.get(i).split("=", 2);
            String name = parts.length == 2 ? parts[0] : KINDS.get(Math.min(i, KINDS.size()) - 1);
            if (i > KINDS.size() || !KINDS.contains(name)) {
                throw wrong(text);
            }
            weights.put(name, number(text, parts[parts.length - 1]));
        }
        if (arguments.getFirst().isBlank()) {
            throw wrong(text);
        }
        double ofText = weights.getOrDefault(TEXT, 1.0);
        double ofUnet = weights.getOrDefault(UNET, ofText);
        return new Tag(arguments.getFirst().strip(), ofUnet, ofText);
    }

    private static double number(String text, String number) {
        if (!NUMBER.matcher(number.strip()).matches()) {
            throw wrong(text);
        }
        return Double.parseDouble(number.strip());
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "a LoRA in a prompt must be <lora:NAME>, <lora:NAME:WEIGHT> or"
                        + " <lora:NAME:TEXT_WEIGHT:WEIGHT>, got "
                        + text);
    }
}
