package dev.easel.server.ui;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files of the studio: its own, which lie beside this class, and Lit's from WebJars. */
@Component
final class StudioFiles {
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_-]+/)*[a-z0-9_-][a-z0-9._-]*\\.([a-z0-9]+)");
    private static final Pattern LIT = Pattern.compile("lit/([a-z-]+)/(.+\\.js)");

    /** Comments and indentation are for those who read the sources; they are a fifth of them. */
    private static final Pattern JSDOC = Pattern.compile("/\\*\\*\\s.*?\\*/", Pattern.DOTALL);

    private static final Pattern INDENTATION = Pattern.compile("^[ \\t]+", Pattern.MULTILINE);
    private static final Pattern COMMENT = Pattern.compile("^//.*$", Pattern.MULTILINE);

    /** What a page may consist of; nothing else that lies here is readable. */
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html;charset=utf-8",
                    "js", "text/javascript;charset=utf-8",
                    "css", "text/css;charset=utf-8",
                    "json", "application/json;charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "webp", "image/webp",
                    "woff2", "font/woff2");

    /** The parts of Lit, by the names that the import map has below {@code /ui/lit/}. */
    private static final Map<String, String> PARTS =
            Map.of(
                    "lit", "lit",
                    "lit-html", "lit-html",
                    "lit-element", "lit-element",
                    "reactive-element", "lit__reactive-element");

    private final Map<String, StudioFile> read = new ConcurrentHashMap<>();

    /**
     * {@return a file by its path below {@code /ui/}; empty where there is none}
     *
     * @throws UncheckedIOException where it cannot be read
     */
    Optional<StudioFile> find(String path) {
        var known = Optional.ofNullable(read.get(path));
        return known.isPresent() ? known : load(path);
    }

    private Optional<StudioFile> load(String path) {
        var name = NAME.matcher(path);
        if (!name.matches() || path.contains("..")) {
            return Optional.empty();
        }
        var type = Optional.ofNullable(TYPES.get(name.group(1)));
        var file = type.flatMap(known -> content(path).map(bytes -> StudioFile.of(known, bytes)));
        file.ifPresent(found -> read.put(path, found));
        return file;
    }

    private static Optional<byte[]> content(String path) {
        var lit = LIT.matcher(path);
        var resource =
                lit.matches()
                        ? ofLit(lit.group(1), lit.group(2))
                        : Optional.of(new ClassPathResource(path, StudioFiles.class));
        var bytes = resource.filter(ClassPathResource::isReadable).map(StudioFiles::bytes);
        boolean own = !lit.matches() && path.endsWith(".js");
        return own ? bytes.map(StudioFiles::withoutComments) : bytes;
    }

    /** Lines stay where they are, so that what a browser reports is found in the source. */
    private static byte[] withoutComments(byte[] script) {
        String text = new String(script, StandardCharsets.UTF_8);
        String code = JSDOC.matcher(text).replaceAll(doc -> doc.group().replaceAll("[^\n]+", ""));
        String outdented = INDENTATION.matcher(code).replaceAll("");
        return COMMENT.matcher(outdented).replaceAll("").getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<ClassPathResource> ofLit(String part, String file) {
        return Optional.ofNullable(PARTS.get(part))
                .map(jar ->
                        new ClassPathResource(
                                "META-INF/resources/webjars/%s/%s/%s"
                                        .formatted(jar, version(jar), file)));
    }

    /** A WebJar's folder has its version, which stands in its description. */
    private static String version(String jar) {
        var description =
                new ClassPathResource(
                        "META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(jar));
        try {
            return PropertiesLoaderUtils.loadProperties(description).getProperty("version", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(ClassPathResource resource) {
        try {
            return resource.getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
