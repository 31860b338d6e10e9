package dev.easel.pictures;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A recipe as A1111 writes it (see {@link Recipe#text}), read again.
 *
 * @param negativePrompt empty where there is none
 * @param settings by A1111's names, such as {@code CFG scale}
 */
public record RecipeText(String prompt, String negativePrompt, Map<String, String> settings) {
    private static final String NEGATIVE = "Negative prompt:";

    /** {@code Name: value} or {@code Name: "quoted"}, with a comma behind all but the last. */
    private static final Pattern SETTING =
            Pattern.compile(
                    "\\s*+(\\w[\\w \\-/]{0,60}+):\\s*+(\"(?:\\\\.|[^\\\\\"])*+\"|[^,]*+)(?:,|$)");

    /** How many settings the last line has at least; A1111 asks for as many. */
    private static final int FEWEST = 3;

    /** Keeps the order of the settings. */
    public RecipeText {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * {@return the recipe in a text; all of it is the prompt where its last line has no settings}
     * As A1111 does ({@code parse_generation_parameters}).
     */
    public static RecipeText read(String text) {
        String stripped = text.strip();
        int end = stripped.lastIndexOf('\n');
        var settings = settings(stripped.substring(end + 1));
        String prompts = settings.size() < FEWEST ? stripped : stripped.substring(0, end + 1);
        int negative = prompts.startsWith(NEGATIVE) ? 0 : prompts.indexOf("\n" + NEGATIVE);
        return new RecipeText(
                (negative < 0 ? prompts : prompts.substring(0, negative)).strip(),
                negative < 0
                        ? ""
                        : prompts.substring(prompts.indexOf(NEGATIVE, negative) + NEGATIVE.length())
                                .strip(),
                settings.size() < FEWEST ? Map.of() : settings);
    }

    private static Map<String, String> settings(String line) {
        var settings = new LinkedHashMap<String, String>();
        var setting = SETTING.matcher(line);
        while (setting.find()) {
            settings.putIfAbsent(setting.group(1).strip(), unquoted(setting.group(2).strip()));
        }
        return settings;
    }

    /** {@return the value of a setting} */
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** What a JSON string says; other values are as they are. */
    private static String unquoted(String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            return value;
        }
        var text = new StringBuilder();
        int i = 1;
        while (i < value.length() - 1) {
            char c = value.charAt(i);
            char next = value.charAt(i + 1);
            if (c == '\\' && next == 'u') {
                text.append(unicode(value, i + 2));
                i += 6;
            } else if (c == '\\') {
                text.append(escaped(next));
                i += 2;
            } else {
                text.append(c);
                i++;
            }
        }
        return text.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> c;
        };
    }

    private static String unicode(String value, int at) {
        try {
            String digits = value.substring(at, Math.min(at + 4, value.length()));
            return String.valueOf((char) Integer.parseInt(digits, 16));
        } catch (NumberFormatException broken) {
            return "";
        }
    }
}
