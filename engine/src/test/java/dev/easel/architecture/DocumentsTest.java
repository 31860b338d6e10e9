package dev.easel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Documents name what there is. */
class DocumentsTest {
    private static final Path PROJECT =
            requireNonNull(Path.of("").toAbsolutePath().getParent(), "the project's folder");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("`([a-z.]+\\.[A-Z]\\w+)`");

    static Stream<Path> documents() throws IOException {
        try (var docs = Files.walk(PROJECT.resolve("docs"))) {
            return Stream.concat(
                            docs.filter(file -> file.toString().endsWith(".md")).toList().stream(),
                            Stream.of(
                                            "README.md",
                                            "CONTRIBUTING.md",
                                            "CHANGELOG.md",
                                            "bench/README.md",
                                            "mini/README.md",
                                            "engine/src/test/golden/README.md")
                                    .map(PROJECT::resolve))
                    .sorted();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) throws IOException {
        var links = LINK.matcher(Files.readString(document)).results().toList();
        for (var link : links) {
            var target =
                    link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
            assertThat(target).as(link.group()).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).as(link.group()).contains(link.group(2));
            }
        }
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void theStagesOfTheReadmeAreClasses() throws IOException {
        var readme = Files.readString(PROJECT.resolve("README.md"));
        var stages = readme.substring(readme.indexOf("## How a picture is made"));
        var types = TYPE.matcher(stages).results().map(type -> "dev.easel." + type.group(1));
        assertThat(types.toList())
                .hasSizeGreaterThan(8)
                .allSatisfy(type -> assertThat(isClass(type)).isTrue());
    }

    /** Without running its initialiser, which may load LibTorch. */
    private static boolean isClass(String name) {
        try {
            Class.forName(name, false, DocumentsTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
