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

    /** Puts a client in Node into a folder, with what it needs. */
    public static void installNode(Path from, Path work, String script)
            throws IOException, InterruptedException {
        for (String name : List.of("package.json", "package-lock.json", ".npmrc", script)) {
            Files.copy(from.resolve(name), work.resolve(name));
        }
        var installed = run(work, "npm", "ci", "--no-audit", "--no-fund");
        assertThat(installed.exitCode()).as(installed.output()).isZero();
    }

    /** {@return the Python of an environment with packages; absent where they cannot be had} */
    public static Optional<String> python(Path work, String... wanted) throws InterruptedException {
        var python = work.resolve("bin/python").toString();
        var install =
                Stream.concat(Stream.of(python, "-m", "pip", "install", "-q"), Stream.of(wanted));
        return isHere("python3", "-m", "venv", work.toString())
                        && isHere(install.toArray(String[]::new))
                ? Optional.of(python)
                : Optional.empty();
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
