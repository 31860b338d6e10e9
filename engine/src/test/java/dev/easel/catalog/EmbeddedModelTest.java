package dev.easel.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.checkpoint.CheckpointException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

@Tag("slow")
class EmbeddedModelTest {
    @TempDir Path folder;
    Path cache = Path.of("");

    @BeforeEach
    void chooseAnEmptyCache() {
        cache = folder.resolve("a/cache");
    }

    @Test
    void unpacksEveryFileOfTheEmbeddedModel() throws Exception {
        var model = EmbeddedModel.unpack(cache);

        assertThat(sumsIn(model)).containsExactlyElementsOf(embeddedIndex());
        assertThat(model.getFileName().toString()).matches("easel-mini-[0-9a-f]{12}");
        assertThat(namesIn(cache))
                .containsExactlyInAnyOrder(model.getFileName().toString(), "easel-mini.lock");
    }

    @Test
    void leavesAWholeFolderAlone() throws Exception {
        var file = unpackSmall().resolve("unet/config.json");
        var past = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, past);

        unpackSmall();

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(past);
    }

    @Test
    void unpacksAgainWhereAFileIsShorterMissingOrTheMarkerIsGone() throws Exception {
        var model = unpackSmall();
        Files.writeString(model.resolve("unet/config.json"), "{");
        assertThat(unpackSmall().resolve("unet/config.json")).hasContent("{unet}");

        Files.delete(model.resolve("model_index.json"));
        assertThat(unpackSmall().resolve("model_index.json")).hasContent("{index}");

        Files.delete(model.resolve(".complete"));
        Files.writeString(model.resolve("model_index.json"), "damage");
        assertThat(unpackSmall().resolve("model_index.json")).hasContent("{index}");
        assertThat(namesIn(cache)).hasSize(2);
    }

    @Test
    void removesWhatKilledRunsHaveLeft() throws Exception {
        var leftover = Files.createDirectories(cache.resolve("easel-mini-new-123/model"));
        Files.writeString(leftover.resolve("half.safetensors"), "half");

        var model = unpackSmall();

        assertThat(namesIn(cache))
                .containsExactlyInAnyOrder(model.getFileName().toString(), "easel-mini.lock");
    }

    @Test
    void anotherContentHasAnotherFolder() throws Exception {
        var one = unpackSmall();
        var other = EmbeddedModel.unpack(cache, jar("{index}", "{other}"));

        assertThat(one).isNotEqualTo(other);
        assertThat(one.resolve("unet/config.json")).hasContent("{unet}");
        assertThat(other.resolve("unet/config.json")).hasContent("{other}");
    }

    @Test
    void manyThreadsGetTheSameWholeFolder() throws Exception {
        var resources = jar("{index}", "{unet}");
        var index = sumsIn(folder.resolve("jar/dev/easel/mini/model"));
        var calls = new ArrayList<Callable<List<String>>>();
        for (int i = 0; i < 16; i++) {
            calls.add(() -> sumsIn(EmbeddedModel.unpack(cache, resources)));
        }

        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            for (var sums : threads.invokeAll(calls)) {
                assertThat(sums.get()).isEqualTo(index);
            }
        }
    }

    @Test
    void processesThatStartTogetherGetTheSameWholeFolder() throws Exception {
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 3; i++) {
            processes.add(startUnpacking());
        }

        for (var process : processes) {
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(sumsIn(Path.of(output.strip()))).containsExactlyElementsOf(embeddedIndex());
        }
        assertThat(namesIn(cache)).hasSize(2);
    }

    @Test
    void saysThatTheCacheIsAFile() throws Exception {
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(cache, "a file where a folder should be");

        assertThatThrownBy(this::unpackSmall)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(cache + " is a file, not a folder");
    }

    @Test
    void saysInOneSentenceThatTheCacheCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("a"), "a file where a folder should be");

        assertThatThrownBy(this::unpackSmall)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll(
                        "cannot unpack the embedded model", "cache", "EASEL_CACHE");
    }

    @Test
    void saysThatTheJarIsMissing() throws Exception {
        try (var nothing = new URLClassLoader(new URL[0], null)) {
            assertThatThrownBy(() -> EmbeddedModel.unpack(cache, nothing))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("add the jar dev.easel:mini");
        }
    }

    @Test
    void refusesADamagedJarAndLeavesNothing() throws Exception {
        var damaged = jar("{index}", "{unet}");
        Files.writeString(folder.resolve("jar/dev/easel/mini/model/unet/config.json"), "{unot}");

        assertThatThrownBy(() -> EmbeddedModel.unpack(cache, damaged))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll("damaged", "unet/config.json", "SHA-256");
        assertThat(namesIn(cache)).containsExactly("easel-mini.lock");
    }

    /** What a process of its own runs. */
    static final class Unpack {
        private Unpack() {}

        public static void main(String[] args) {
            System.out.println(EmbeddedModel.unpack(Path.of(args[0])));
        }
    }

    private Process startUnpacking() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unpack.class.getName(),
                        cache.toString())
                .redirectErrorStream(true)
                .start();
    }

    private Path unpackSmall() throws Exception {
        return EmbeddedModel.unpack(cache, jar("{index}", "{unet}"));
    }

    /** A class path with a model of two small files. */
    private ClassLoader jar(String index, String unet) throws Exception {
        var root = folder.resolve("jar");
        var model = root.resolve("dev/easel/mini/model");
        Files.createDirectories(model.resolve("unet"));
        Files.writeString(model.resolve("model_index.json"), index);
        Files.writeString(model.resolve("unet/config.json"), unet);
        Files.write(root.resolve("dev/easel/mini/SHA256SUMS"), sumsIn(model));
        return new URLClassLoader(new URL[] {root.toUri().toURL()}, null);
    }

    private static List<String> embeddedIndex() throws IOException {
        try (var in = EmbeddedModel.class.getResourceAsStream("/dev/easel/mini/SHA256SUMS")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }

    /** Lines as SHA256SUMS has them. */
    private static List<String> sumsIn(Path model) throws Exception {
        var paths = new ArrayList<Path>();
        try (var files = Files.walk(model)) {
            files.filter(Files::isRegularFile).sorted().forEach(paths::add);
        }
        var lines = new ArrayList<String>();
        for (var path : paths) {
            var sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
            var name = model.relativize(path).toString().replace('\\', '/');
            if (!name.equals(".complete")) {
                lines.add(HexFormat.of().formatHex(sha256) + "  " + name);
            }
        }
        return lines;
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
