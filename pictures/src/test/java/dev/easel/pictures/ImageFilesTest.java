package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class ImageFilesTest {
    private static final byte[] CONTENT = Pictures.noise(100, 100).bytes();

    @TempDir Path folder;

    @Test
    void aFileIsWrittenWhole() throws IOException {
        var file = folder.resolve("a fox 狐.png");

        ImageFiles.write(file, CONTENT);

        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(names()).containsExactly("a fox 狐.png");
    }

    @Test
    void anEarlierFileIsReplaced() throws IOException {
        var file = Files.writeString(folder.resolve("fox.png"), "older");

        ImageFiles.write(file, CONTENT);

        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(names()).containsExactly("fox.png");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkStaysALink() throws IOException {
        var file = Files.writeString(folder.resolve("fox.png"), "older");
        var link = Files.createSymbolicLink(folder.resolve("link.png"), file);

        ImageFiles.write(link, CONTENT);

        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(CONTENT);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theFileHasTheUsualPermissions() throws IOException {
        var usual = Files.writeString(folder.resolve("usual.png"), "");
        var file = folder.resolve("fox.png");

        ImageFiles.write(file, CONTENT);

        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void aFolderAsTargetIsRefusedWithASentence() {
        refused(() -> ImageFiles.write(folder, CONTENT), "cannot write %s: it is a folder", folder);
        refused(
                () -> ImageFiles.requireWritable(folder),
                "cannot write %s: it is a folder",
                folder);
    }

    @Test
    void aMissingFolderIsRefusedWithASentence() {
        var missing = folder.resolve("missing");
        var file = missing.resolve("fox.png");

        var sentence = "cannot write %s: there is no folder " + missing;
        refused(() -> ImageFiles.write(file, CONTENT), sentence, file);
        refused(() -> ImageFiles.requireWritable(file), sentence, file);
    }

    @Test
    void aFileInThePlaceOfTheFolderIsRefusedWithASentence() throws IOException {
        var noFolder = Files.writeString(folder.resolve("fox"), "a file");
        var file = noFolder.resolve("fox.png");

        refused(
                () -> ImageFiles.write(file, CONTENT),
                "cannot write %s: there is no folder " + noFolder,
                file);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderWithoutPermissionIsRefusedWithASentence() throws IOException {
        var locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeTrue(!Files.isWritable(locked), "the superuser may write everywhere");
        var file = locked.resolve("fox.png");

        var sentence = "cannot write %s: no permission to write to " + locked;
        refused(() -> ImageFiles.write(file, CONTENT), sentence, file);
        refused(() -> ImageFiles.requireWritable(file), sentence, file);
    }

    @Test
    void aFolderThatTakesNoFilesIsRefusedWithASentence() {
        var file = Path.of("/proc/fox.png");
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "only Linux has /proc");

        assertThatThrownBy(() -> ImageFiles.write(file, CONTENT))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot write /proc/fox.png: ");
    }

    @Test
    void aNameThatIsTooLongIsRefusedAndLeavesNothing() throws IOException {
        var file = folder.resolve("x".repeat(300) + ".png");

        assertThatThrownBy(() -> ImageFiles.write(file, CONTENT))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot write " + file + ": ");
        assertThat(names()).isEmpty();
    }

    @Test
    void aFullDeviceIsASentenceAndStaysADevice() {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");

        refused(
                () -> ImageFiles.write(full, CONTENT),
                "cannot write %s: No space left on device",
                full);
        assertThat(Files.isRegularFile(full)).isFalse();
    }

    @Test
    void aFullDiskIsASentenceAndKeepsTheEarlierFile() throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk.toString()),
                "only Linux's superuser may mount a small disk");
        try {
            var file = Files.writeString(disk.resolve("fox.png"), "older");

            refused(
                    () -> ImageFiles.write(file, CONTENT),
                    "cannot write %s: No space left on device",
                    file);

            assertThat(file).hasContent("older");
            assertThat(names(disk)).containsExactly("fox.png");
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void anInterruptedThreadLeavesNothing() throws IOException {
        var file = folder.resolve("fox.png");

        Thread.currentThread().interrupt();
        try {
            refused(
                    () -> ImageFiles.write(file, CONTENT),
                    "cannot write %s: the thread was interrupted",
                    file);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(names()).isEmpty();
    }

    @RepeatedTest(3)
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process there is killed, not told")
    void aProcessToldToEndLeavesOnlyWholeFiles() throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ManyWrites.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD) // "is ending"
                        .start();
        try (var out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("written");
            process.destroy();
            process.waitFor();
        }

        assertThat(names()).isNotEmpty().allMatch(name -> name.endsWith(".png"));
        for (var name : names()) {
            assertThat(folder.resolve(name)).hasSize(ManyWrites.SIZE);
        }
    }

    @Test
    void aWritableFilePassesTheCheckWithoutBeingMade() throws IOException {
        assertThatNoException()
                .isThrownBy(() -> ImageFiles.requireWritable(folder.resolve("fox.png")));
        assertThatNoException().isThrownBy(() -> ImageFiles.requireWritable(Path.of("fox.png")));
        assertThat(names()).isEmpty();
    }

    /** Writes files until it is killed. */
    static final class ManyWrites {
        static final int SIZE = 8 << 20;

        private ManyWrites() {}

        public static void main(String[] folder) {
            for (int i = 0; i < 200; i++) {
                ImageFiles.write(Path.of(folder[0], i + ".png"), new byte[SIZE]);
                System.out.println("written");
            }
        }
    }

    private static void refused(ThrowingCallable write, String sentence, Path file) {
        assertThatThrownBy(write)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(sentence.replace("%s", file.toString()));
    }

    private List<String> names() throws IOException {
        return names(folder);
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
