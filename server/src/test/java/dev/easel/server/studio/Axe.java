package dev.easel.server.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Looks for what keeps people out, as far as axe sees it. */
final class Axe {
    private static final String AXE = Browser.script("/axe.min.js");

    /** Each problem as one line. */
    private static final String PROBLEMS =
            """
            const [options, done] = arguments;
            // What a modal dialog covers is not there for anyone.
            const modal = document.querySelector('studio-keys');
            axe.run(modal ?? document, { resultTypes: ['violations'], ...options }).then(({ violations }) => done(violations.flatMap(
                ({ id, nodes }) => nodes.map((node) => id + ': ' + node.target.flat().join(' ') + ' ' + node.failureSummary))),
                (failure) => done([String(failure)]));
            """;

    /** What colours decide: all else is the same in the other scheme. */
    private static final Map<String, Object> COLOURS =
            Map.of("runOnly", List.of("color-contrast", "link-in-text-block"));

    private Axe() {}

    /** Fails, with the place that is open, where there is anything in the dark or the light. */
    static void findsNothing(Browser browser, String place) {
        assertThat(problems(browser, "light", COLOURS)).as(place + ", light").isEmpty();
        assertThat(problems(browser, "dark", Map.of())).as(place + ", dark").isEmpty();
        browser.media(Map.of());
    }

    /** {@return what axe finds in a scheme, whose colours are there at once} */
    private static List<?> problems(Browser browser, String scheme, Map<String, Object> options) {
        browser.media(Map.of("prefers-color-scheme", scheme, "prefers-reduced-motion", "reduce"));
        if (Boolean.TRUE.equals(browser.run("return !window.axe"))) {
            browser.run(AXE);
        }
        return (List<?>)
                Objects.requireNonNull(browser.driver().executeAsyncScript(PROBLEMS, options));
    }
}
