package dev.easel.server.pull;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository at a {@link FileHost}. */
public final class TestRepository {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final FileHost host;
    private final String name;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, Object> extra = new LinkedHashMap<>();

    public TestRepository(FileHost host, String name) {
        this.host = host;
        this.name = name;
    }

    /** Adds all files of a folder. */
    public TestRepository with(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
                with(folder.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return this;
    }

    TestRepository with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    TestRepository with(String path, String content) {
        return with(path, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Lists a file otherwise than it is. */
    TestRepository listed(String path, long size, String sha256) {
        extra.put(path, entry(path, size, sha256));
        return this;
    }

    /** Makes the host serve it. */
    public TestRepository open() {
        files.forEach((path, content) -> host.on(place(path), FileHost.file(content)));
        return list("main");
    }

    TestRepository list(String revision) {
        var siblings = new ArrayList<Object>();
        files.forEach((path, content) -> {
            if (!extra.containsKey(path)) {
                siblings.add(entry(path, content.length, sha256(content)));
            }
        });
        siblings.addAll(extra.values());
        var listing =
                Map.of(
                        "sha",
                        COMMIT,
                        "siblings",
                        siblings,
                        "cardData",
                        Map.of("license", "openrail++"));
        host.on(
                "/api/models/%s/revision/%s?blobs=true".formatted(name, revision),
                FileHost.text(JsonMapper.shared().writeValueAsString(listing)));
        return this;
    }

    public String place(String path) {
        return "/%s/resolve/%s/%s".formatted(name, COMMIT, path.replace(" ", "%20"));
    }

    public byte[] content(String path) {
        return files.getOrDefault(path, new byte[0]);
    }

    private static Map<String, Object> entry(String path, long size, String sha256) {
        return path.endsWith(".safetensors")
                ? Map.of(
                        "rfilename",
                        path,
                        "size",
                        size,
                        "lfs",
                        Map.of("sha256", sha256, "size", size))
                : Map.of("rfilename", path, "size", size);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return settings of a test, which wait for nothing} */
    static PullSettings settings(FileHost host) {
        return new PullSettings(
                URI.create(host.address()),
                Optional.of("hf_secret"),
                Duration.ofMillis(400),
                3,
                Duration.ofMillis(1),
                _ -> Long.MAX_VALUE);
    }

    /** {@return a safetensors file with one tensor} */
    static byte[] safetensors(String tensor, int floats) {
        String header =
                "{\"%s\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
                        .formatted(tensor, floats, 4 * floats);
        var bytes = header.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var buffer =
                java.nio.ByteBuffer.allocate(8 + bytes.length + 4 * floats)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .putLong(bytes.length)
                        .put(bytes);
        for (int i = 0; i < floats; i++) {
            buffer.putFloat(i);
        }
        return buffer.array();
    }

    static List<String> names(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
