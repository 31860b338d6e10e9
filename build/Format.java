import com.google.googlejavaformat.java.Main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the formatting of every Java file of the project, or rewrites them: {@code Format.java
 * check|write FOLDER}. Files that did not change since all were found well are passed over. Runs in
 * a JDK of its own because google-java-format needs a newer one than Maven may run on.
 */
final class Format {
    private Format() {}

    public static void main(String[] args) throws Exception {
        var root = Path.of(args[1]);
        var stamp = root.resolve("target/formatted");
        var started = FileTime.from(Instant.now());
        var files = changedFiles(root, stamp);
        if (files.isEmpty()) {
            return;
        }
        var arguments = new ArrayList<>(List.of("--aosp"));
        arguments.addAll(
                switch (args[0]) {
                    case "check" -> List.of("--dry-run", "--set-exit-if-changed");
                    case "write" -> List.of("--replace");
                    default -> throw new IllegalArgumentException("check or write: " + args[0]);
                });
        arguments.addAll(files);
        var out = new PrintWriter(System.out, true);
        var err = new PrintWriter(System.err, true);
        var exit = new Main(out, err, System.in).format(arguments.toArray(String[]::new));
        if (exit != 0) {
            err.println("The files above are not formatted: run mvn -Pformat, then build again.");
            System.exit(exit);
        }
        Files.createDirectories(root.resolve("target"));
        Files.writeString(stamp, "");
        Files.setLastModifiedTime(stamp, started);
    }

    private static List<String> changedFiles(Path root, Path stamp) throws IOException {
        var files = new ArrayList<String>();
        var isKnown =
                isNewer(stamp, root.resolve("pom.xml")); // which names the formatter's version
        try (var paths = Files.walk(root)) {
            for (var file : (Iterable<Path>) paths::iterator) {
                if (isSource(root.relativize(file)) && !(isKnown && isNewer(stamp, file))) {
                    files.add(file.toString());
                }
            }
        }
        return files;
    }

    private static boolean isNewer(Path stamp, Path file) throws IOException {
        return Files.exists(stamp)
                && Files.getLastModifiedTime(stamp).compareTo(Files.getLastModifiedTime(file)) > 0;
    }

    private static boolean isSource(Path file) {
        for (var name : file) {
            if (name.toString().startsWith(".") || name.toString().equals("target")) {
                return false;
            }
        }
        return file.toString().endsWith(".java");
    }
}
