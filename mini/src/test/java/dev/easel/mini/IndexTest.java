package dev.easel.mini;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** SHA256SUMS is the list of files that are unpacked: it must name them all, as they are. */
class IndexTest {
    private static final Path RESOURCES = Path.of("src/main/resources/dev/easel/mini");

    @Test
    void theIndexListsEveryFileOfTheModelWithItsSumSortedByPath() throws Exception {
        var index = Files.readAllLines(RESOURCES.resolve("SHA256SUMS"), UTF_8);

        assertThat(index)
                .isNotEmpty()
                .containsExactlyElementsOf(sumsOf(RESOURCES.resolve("model")));
    }

    private static List<String> sumsOf(Path folder) throws Exception {
        var sums = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                sums.put(folder.relativize(file).toString().replace('\\', '/'), sum(file));
            }
        }
        return sums.entrySet().stream().map(e -> e.getValue() + "  " + e.getKey()).toList();
    }

    private static String sum(Path file) throws IOException, GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest);
    }
}
