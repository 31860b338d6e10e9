package dev.easel.server.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs programs of other people's. */
final class Program {
    private Program() {}

    /** How a program ended, and what it wrote. */
    record Outcome(int exitCode, String output) {}

    /** {@return whether a command is there, and does not fail} */
    static boolean isHere(String... command) throws InterruptedException {
        try {
            return run(Path.of("."), command).exitCode() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@return how a command ended in a folder} */
    static Outcome run(Path work, String... command) throws IOException, InterruptedException {
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
