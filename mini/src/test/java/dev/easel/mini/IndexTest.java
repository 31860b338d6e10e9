package dev.easel.mini;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** SHA256SUMS is the list of files that are unpacked: it must name them all, as they are. */
class IndexTest {
    @Test
    void theIndexListsEveryFileOfTheModelWithItsSum() throws Exception {
        assertThat(index()).isNotEmpty().isEqualTo(sumsOfFiles());
    }

    @Test
    void theIndexIsSortedByPath() throws Exception {
        var paths = Files.readAllLines(resource("SHA256SUMS"), UTF_8).stream().map(IndexTest::path);

        assertThat(paths).isSorted().doesNotHaveDuplicates();
    }

    private static Map<String, String> index() throws Exception {
        var sums = new TreeMap<String, String>();
        for (var line : Files.readAllLines(resource("SHA256SUMS"), UTF_8)) {
            assertThat(line).matches("[0-9a-f]{64}  \\S.*");
            sums.put(path(line), line.substring(0, 64));
        }
        return sums;
    }

    private static String path(String line) {
        return line.substring(66);
    }

    private static Map<String, String> sumsOfFiles() throws Exception {
        var model = resource("model");
        var sums = new TreeMap<String, String>();
        try (var files = Files.walk(model)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                sums.put(model.relativize(file).toString().replace('\\', '/'), sum(file));
            }
        }
        return sums;
    }

    private static String sum(Path file) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest);
    }

    private static Path resource(String name) throws Exception {
        URL url = Objects.requireNonNull(IndexTest.class.getResource(name), name);
        return Path.of(url.toURI());
    }
}
