package dev.easel.catalog;

/**
 * Words that give any prompt the same look.
 *
 * @param id the name in the API, such as {@code pixel-art}
 * @param template the prompt's surroundings; {@code {prompt}} stands for the prompt, once
 * @param negative what to keep away, appended to the caller's negative prompt; may be empty
 */
public record Style(String id, String template, String negative) {
    private static final String PLACE = "{prompt}";

    /** Checks that the template has exactly one place for the prompt. */
    public Style {
        int place = template.indexOf(PLACE);
        if (place < 0 || place != template.lastIndexOf(PLACE)) {
            throw new IllegalArgumentException(
                    "the template of style \""
                            + id
                            + "\" must contain {prompt} once, got \""
                            + template
                            + "\"");
        }
    }

    /** {@return the template around the caller's prompt, which is taken as it is} */
    public String applyTo(String prompt) {
        return template.replace(PLACE, prompt);
    }

    /**
     * {@return the caller's negative prompt, a comma, and the style's; an empty one is left out}
     */
    public String appendTo(String negativePrompt) {
        if (negativePrompt.isBlank()) {
            return negative;
        }
        return negative.isEmpty() ? negativePrompt : negativePrompt + ", " + negative;
    }
}
