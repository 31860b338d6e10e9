package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How the process ends when it is asked to. */
class InterruptionTest {
    private final List<Integer> halted = new ArrayList<>();
    private final Interruption interruption = new Interruption(halted::add);
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Terminal terminal;

    @BeforeEach
    void open() {
        var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        terminal = new Terminal(Cli.NO_INPUT, stream, stream, false, true, () -> 80);
        interruption.setPatience(0);
    }

    @Test
    void workThatGoesOnIsCutOffBeforeItsLibrariesAreTakenDown() {
        interruption.stop(terminal);

        assertThat(halted).containsExactly(130);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .endsWith("easel: cancelled" + System.lineSeparator());
    }

    @Test
    void workThatHasEndedTellsForItself() {
        interruption.workEnded();
        interruption.stop(terminal);

        assertThat(halted).isEmpty();
        assertThat(err.size()).isZero();
    }
}
