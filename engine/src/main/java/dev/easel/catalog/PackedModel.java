package dev.easel.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of module mini as they lie on the class path: those that SHA256SUMS lists, below {@code
 * model/}.
 */
final class PackedModel {
    private static final String PLACE = "dev/easel/mini/";

    /** Written last into the folder: what it holds, each file with its size. */
    private static final String MARKER = ".complete";

    private final ClassLoader resources;
    private final Map<String, String> sums;
    private final String name;

    private PackedModel(ClassLoader resources, Map<String, String> sums, String name) {
        this.resources = resources;
        this.sums = sums;
        this.name = name;
    }

    static PackedModel read(ClassLoader resources) throws IOException {
        byte[] index;
        try (var in = open(resources, "SHA256SUMS")) {
            index = in.readAllBytes();
        }
        var sums = new TreeMap<String, String>();
        for (var line : new String(index, UTF_8).lines().toList()) {
            var sum = line.substring(0, 64);
            sums.put(line.substring(66), sum);
        }
        return new PackedModel(resources, sums, "easel-mini-" + Sha256.of(index).substring(0, 12));
    }

    /** The name of its folder: another for any other content. */
    String name() {
        return name;
    }

    /** Whether the folder holds every file in its size: cheap enough for every start. */
    boolean isCompleteIn(Path folder) throws IOException {
        var marker = folder.resolve(MARKER);
        if (!Files.isRegularFile(marker)) {
            return false;
        }
        var sizes = Files.readString(marker, UTF_8);
        return sizes.equals(sizesIn(folder));
    }

    /** Writes all files below the folder, each checked against its sum on the way. */
    void writeTo(Path folder) throws IOException {
        for (var file : sums.keySet()) {
            var target = folder.resolve(file);
            Files.createDirectories(parent(target));
            write(file, target);
        }
        Files.writeString(folder.resolve(MARKER), sizesIn(folder), UTF_8);
    }

    private void write(String file, Path target) throws IOException {
        var digest = Sha256.digest();
        try (var in = new DigestInputStream(open(resources, "model/" + file), digest)) {
            Files.copy(in, target);
        }
        var found = Sha256.text(digest.digest());
        var expected = sums.get(file);
        if (!found.equals(expected)) {
            throw new IOException(
                    "the jar of mini is damaged: %s has SHA-256 %s, expected %s"
                            .formatted(file, found, expected));
        }
    }

    private String sizesIn(Path folder) throws IOException {
        var sizes = new StringBuilder();
        for (var file : sums.keySet()) {
            var path = folder.resolve(file);
            var size = Files.isRegularFile(path) ? Files.size(path) : -1;
            sizes.append(size).append("  ").append(file).append('\n');
        }
        return sizes.toString();
    }

    private static Path parent(Path file) {
        var parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static InputStream open(ClassLoader resources, String file) throws IOException {
        @Nullable InputStream in = resources.getResourceAsStream(PLACE + file);
        if (in == null) {
            throw new IOException(
                    "%s%s is not on the class path: add the jar dev.easel:mini"
                            .formatted(PLACE, file));
        }
        return in;
    }
}
