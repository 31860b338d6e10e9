package dev.easel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The document on the architecture has the rules that the tests hold. {@code ./dev test
 * ArchitectureDocTest -Deasel.docs=write} writes them into it.
 */
class ArchitectureDocTest {
    private static final Path PROJECT =
            requireNonNull(Path.of("").toAbsolutePath().getParent(), "the project's folder");
    private static final Path DOCUMENT = PROJECT.resolve("docs/architecture.md");

    @ParameterizedTest
    @CsvSource({"engine, dev/easel", "server, dev/easel/server"})
    void theDocumentHasTheRulesOfTheTests(String module, String root) throws IOException {
        var test = "src/test/java/" + root + "/architecture/ArchitectureTest.java";
        var table = "\n" + RuleTable.of(PROJECT.resolve(module).resolve(test)).markdown() + "\n";
        var document = Files.readString(DOCUMENT);
        var start = "<!-- rules: " + module + " -->\n";
        assertThat(document).containsOnlyOnce(start);
        int from = document.indexOf(start) + start.length();
        int to = document.indexOf("<!-- end -->", from);
        assertThat(to).as("an end behind " + start).isPositive();

        if (System.getProperty("easel.docs", "").equals("write")) {
            Files.writeString(
                    DOCUMENT, document.substring(0, from) + table + document.substring(to));
        } else {
            assertThat(document.substring(from, to))
                    .as("the table in %s; -Deasel.docs=write rewrites it", DOCUMENT)
                    .isEqualTo(table);
        }
    }
}
