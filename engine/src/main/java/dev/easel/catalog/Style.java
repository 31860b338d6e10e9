package dev.easel.catalog;

/**
 * A template that gives any prompt the same style of picture.
 *
 * @param id the name in the API, such as {@code pixel-art}
 * @param template the prompt's surroundings; {@code {prompt}} stands for the prompt, once
 * @param negative what to keep away, appended to the caller's negative prompt; may be empty
 */
public record Style(String id, String template, String negative) {
    private static final String PROMPT = "{prompt}";

    /** Checks that the template has {@code {prompt}} exactly once. */
    public Style {
        int position = template.indexOf(PROMPT);
        if (position < 0 || position != template.lastIndexOf(PROMPT)) {
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
        return template.replace(PROMPT, prompt);
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
