package dev.easel.server.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Looks for what keeps people out, as far as axe sees it. */
final class Axe {
    private static final String AXE = Browser.script("/axe.min.js");

    /** Each problem as one line. */
    private static final String PROBLEMS =
            """
            const done = arguments[arguments.length - 1];
            // What a modal dialog covers is not there for anyone.
            const modal = document.querySelector('studio-keys');
            axe.run(modal ?? document, { resultTypes: ['violations'] }).then(({ violations }) => done(violations.flatMap(
                ({ id, nodes }) => nodes.map((node) => id + ': ' + node.target.flat().join(' ') + ' ' + node.failureSummary))),
                (failure) => done([String(failure)]));
            """;

    private Axe() {}

    /** Fails, with the place that is open, where there is anything. */
    static void findsNothing(Browser browser, String place) {
        browser.run(AXE);
        assertThat((List<?>) browser.driver().executeAsyncScript(PROBLEMS)).as(place).isEmpty();
    }
}
