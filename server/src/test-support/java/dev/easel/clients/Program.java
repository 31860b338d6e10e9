package dev.easel.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs of other people's. */
public final class Program {
    private Program() {}

    /** How a program ended, and what it wrote. */
    public record Outcome(int exitCode, String output) {}

    /** {@return whether Node is there to run clients} */
    public static boolean isNodeHere() throws InterruptedException {
        return isHere("node", "--version") && isHere("npm", "--version");
    }

    /** Puts clients in Node into a folder, with what they need. */
    public static void installNode(Path from, Path work, String... scripts)
            throws IOException, InterruptedException {
        var packages = Stream.of("package.json", "package-lock.json", ".npmrc");
        for (String name : Stream.concat(packages, Stream.of(scripts)).toList()) {
            Files.copy(from.resolve(name), work.resolve(name));
        }
        npm(work, "ci");
    }

    /** Lets npm install something into a folder, without what only costs time. */
    static void npm(Path work, String... command) throws IOException, InterruptedException {
        var quick = List.of("--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts");
        var all =
                Stream.of(Stream.of("npm"), Stream.of(command), quick.stream())
                        .flatMap(words -> words);
        var installed = run(work, all.toArray(String[]::new));
        assertThat(installed.exitCode()).as(installed.output()).isZero();
    }

    /** {@return a Python with the packages that clients need; absent where they cannot be had} */
    public static Optional<String> python() {
        return Python.WITH_PACKAGES;
    }

    /** One environment for all tests of a JVM: to make it takes longer than what runs in it. */
    private static final class Python {
        private static final String PACKAGES = "src/test/clients/requirements.txt";
        private static final Path FOLDER = Path.of("target", "python").toAbsolutePath();
        static final Optional<String> WITH_PACKAGES = install();

        private static Optional<String> install() {
            String python = FOLDER.resolve("bin/python").toString();
            try {
                return isHere("python3", "-m", "venv", "--clear", FOLDER.toString())
                                && isHere(
                                        python,
                                        "-m",
                                        "pip",
                                        "install",
                                        "-q",
                                        "--no-compile",
                                        "--disable-pip-version-check",
                                        "-r",
                                        PACKAGES)
                        ? Optional.of(python)
                        : Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    /** {@return whether a command is there, and does not fail} */
    public static boolean isHere(String... command) throws InterruptedException {
        try {
            return run(Path.of("."), command).exitCode() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@return how a command ended in a folder} */
    public static Outcome run(Path work, String... command)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), output);
    }
}
