package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

final class ProgressTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final AtomicInteger columns = new AtomicInteger(80);

    @Test
    void theBarIsRedrawnInPlaceAndTakenAway() {
        try (var bar = bar(true)) {
            bar.stage("loading");
            bar.step(step(1, 15));
            bar.step(step(1, 30));
        }

        String words = " picture 1/2, step 15/30, 0.50 s/step, 23 s left";
        assertThat(shown())
                .startsWith("\rloading\u001b[K\r" + "█".repeat(7) + "░".repeat(22) + words)
                .endsWith("\u001b[K\r\u001b[K")
                .doesNotContain("\n");
    }

    @Test
    void theBarIsAsciiWhereTheTerminalIs() {
        bar(false).step(step(2, 15));

        assertThat(shown()).startsWith("\r" + "#".repeat(22) + "-------").isASCII();
    }

    @ParameterizedTest
    @CsvSource({"80", "60", "58", "30", "5", "3"})
    void theBarLeavesRoomForWhatTheTerminalShowsForCtrlC(int width) {
        columns.set(width);
        bar(true).step(step(1, 15));

        String line = shown().replace("\r", "").replace("\u001b[K", "");
        assertThat(line.length()).isLessThanOrEqualTo(width - 3);
        assertThat(line.contains("█")).isEqualTo(width > 59);
    }

    @Test
    void linesAreFewAndRegular() {
        var nanos = new AtomicLong();
        var lines = new ProgressLines(err, nanos::get);
        for (int i = 1; i <= 30; i++) {
            nanos.addAndGet(1_000_000_000L);
            lines.step(Progress.Step.of(1, 1, i, 30, 1));
        }

        assertThat(shown().lines())
                .startsWith("step 1/30, 1.00 s/step, 29 s left")
                .contains("step 3/30, 1.00 s/step, 27 s left")
                .contains("step 30/30, 1.00 s/step, decoding")
                .hasSize(11);
    }

    @Test
    void slowStepsAreToldEachTenSecondsAtMost() {
        var nanos = new AtomicLong();
        var lines = new ProgressLines(err, nanos::get);
        for (int i = 1; i <= 100; i++) {
            nanos.addAndGet(5_000_000_000L);
            lines.step(Progress.Step.of(1, 1, i, 100, 5));
        }

        assertThat(shown().lines().count()).isBetween(50L, 56L);
    }

    @ParameterizedTest
    @CsvSource({"0.0123, 0.012 s", "0.456, 0.46 s", "9.99, 9.99 s", "12.34, 12.3 s"})
    void preciseSecondsHaveTwoOrThreeFigures(double seconds, String words) {
        assertThat(Durations.precise(seconds)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0.2, 0 s",
        "59.4, 59 s",
        "59.6, 1 min 0 s",
        "3599, 59 min 59 s",
        "3720, 1 h 2 min"
    })
    void roughSecondsAreSaidAsPeopleDo(double seconds, String words) {
        assertThat(Durations.rough(seconds)).isEqualTo(words);
    }

    private ProgressBar bar(boolean unicode) {
        return new ProgressBar(new Terminal(Cli.NO_INPUT, err, err, true, unicode, columns::get));
    }

    private static Progress.Step step(int picture, int step) {
        return Progress.Step.of(picture, 2, step, 30, 0.5);
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
