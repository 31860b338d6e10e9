package dev.easel.cli;

import dev.easel.golden.Golden;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the command line in this process with its streams captured. */
final class Cli {
    /** A model that is small enough for every test. */
    static final Path TINY_MODEL = Golden.folder().resolve("models/sd15");

    /** Nothing. */
    static final StandardInput NO_INPUT = new StandardInput(InputStream.nullInputStream());

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Interruption interruption = new Interruption();
    private final Map<String, String> environment = new HashMap<>();
    private String cancelAt = "";
    private byte[] input = {};

    /** What a run left. */
    record Outcome(int exitCode, String out, String err) {
        /** {@return the path of each line} */
        List<Path> paths() {
            return out.lines().map(line -> Path.of(line.replaceFirst("  seed .*", ""))).toList();
        }
    }

    /** Gives what {@code -} reads. */
    Cli reading(byte[] content) {
        input = content.clone();
        return this;
    }

    Cli reading(String text) {
        return reading(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return what was written to standard output, where that was a picture} */
    byte[] picture() {
        return out.toByteArray();
    }

    /** Presses Ctrl-C as soon as this is shown on standard error. */
    Cli cancelAt(String shown) {
        cancelAt = shown;
        return this;
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    static Outcome run(String... arguments) {
        return new Cli().start(arguments);
    }

    /**
     * Draws with the tiny model, in 64x64 and two steps where {@code arguments} do not say else.
     */
    static Outcome generate(String... arguments) {
        return new Cli().startGenerate(arguments);
    }

    Outcome startGenerate(String... arguments) {
        var usual =
                Stream.of(
                        List.of("generate", "--model", TINY_MODEL.toString()),
                        unless(arguments, "--width", "64"),
                        unless(arguments, "--height", "64"),
                        unless(arguments, "--steps", "2"),
                        unless(arguments, "--precision", "f32"));
        return start(
                Stream.concat(usual.flatMap(List::stream), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static List<String> unless(String[] arguments, String option, String value) {
        return List.of(arguments).contains(option) ? List.of() : List.of(option, value);
    }

    Outcome start(String... arguments) {
        var terminal =
                new Terminal(
                        new StandardInput(new ByteArrayInputStream(input)),
                        stream(out),
                        stream(new Watched()),
                        false,
                        true,
                        () -> 80);
        int exitCode = Main.run(new Context(terminal, interruption, environment), arguments);
        return new Outcome(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /** {@return the command line to look at, which prints nothing} */
    static CommandLine commandLine() {
        var nothing = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var terminal = new Terminal(NO_INPUT, nothing, nothing, false, false, () -> 80);
        var context = new Context(terminal, new Interruption(), Map.of());
        return Main.commandLine(context, new Main(), new Failures(context, () -> false, List.of()));
    }

    private static PrintStream stream(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private final class Watched extends OutputStream {
        @Override
        public void write(int b) {
            err.write(b);
            if (!cancelAt.isEmpty() && err.toString(StandardCharsets.UTF_8).contains(cancelAt)) {
                interruption.request();
            }
        }
    }
}
