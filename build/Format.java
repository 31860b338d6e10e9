import com.google.googlejavaformat.java.Main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the formatting of every Java file of the project, or rewrites them: {@code Format.java
 * check|write FOLDER}. Runs in a JDK of its own because google-java-format needs a newer one than
 * Maven may run on.
 */
final class Format {
    private Format() {}

    public static void main(String[] args) throws Exception {
        var arguments = new ArrayList<>(List.of("--aosp"));
        arguments.addAll(
                switch (args[0]) {
                    case "check" -> List.of("--dry-run", "--set-exit-if-changed");
                    case "write" -> List.of("--replace");
                    default -> throw new IllegalArgumentException("check or write: " + args[0]);
                });
        arguments.addAll(javaFiles(Path.of(args[1])));
        var out = new PrintWriter(System.out, true);
        var err = new PrintWriter(System.err, true);
        var exit = new Main(out, err, System.in).format(arguments.toArray(String[]::new));
        if (exit != 0) {
            err.println("The files above are not formatted: run mvn -Pformat, then build again.");
        }
        System.exit(exit);
    }

    private static List<String> javaFiles(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            return paths.filter(p -> p.toString().endsWith(".java"))
                    .filter(p -> isSource(root.relativize(p)))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isSource(Path file) {
        for (var name : file) {
            if (name.toString().startsWith(".") || name.toString().equals("target")) {
                return false;
            }
        }
        return true;
    }
}
