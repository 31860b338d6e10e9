package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

@Tag("slow")
class MissingNativesTest {
    private static final String LINUX_X86 = "-Dorg.bytedeco.javacpp.platform=linux-x86_64";

    /** A program that enters LibTorch by each of its doors, twice, and writes what it is told. */
    static final class EachDoor {
        private EachDoor() {}

        public static void main(String[] args) {
            List<Runnable> doors =
                    List.of(
                            TensorScope::open,
                            Device::best,
                            ComputeThreads::get,
                            () -> ComputeThreads.set(1),
                            () -> Rng.seeded(1),
                            () -> Tensor.of(new float[] {1}, Shape.of(1)),
                            () -> Tensor.of(new long[] {1}, Shape.of(1)),
                            () -> Tensor.of(new byte[] {1}, Shape.of(1)),
                            () -> Tensor.zeros(Shape.of(1), DType.F32, Device.CPU),
                            () -> Device.best());
            for (int i = 0; i < 2; i++) {
                doors.forEach(EachDoor::enter);
            }
        }

        @SuppressWarnings("CatchAndPrintStackTrace") // what is thrown is what the program is for
        private static void enter(Runnable door) {
            try {
                door.run();
                System.out.println("entered");
            } catch (Throwable e) {
                System.out.println(e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux-arm64", "linux-armhf", "android-arm64"})
    void aPlatformWithoutLibTorchIsRefused(String platform) throws Exception {
        assertThat(enterEachDoor("-Dorg.bytedeco.javacpp.platform=" + platform, _ -> true))
                .hasSize(20)
                .containsOnly(
                        "java.lang.UnsupportedOperationException: LibTorch does not exist for "
                                + platform
                                + "; it exists for linux-x86_64, macosx-arm64 and windows-x86_64");
    }

    @Test
    void aMissingJarIsNamedWithItsCoordinates() throws Exception {
        assertThat(
                        enterEachDoor(
                                LINUX_X86,
                                jar -> !jar.matches("pytorch-.*-(linux|macosx|windows)-.*\\.jar")))
                .hasSize(20)
                .allSatisfy(line ->
                        assertThat(line)
                                .matches(
                                        "java.lang.UnsupportedOperationException: LibTorch for"
                                            + " linux-x86_64 is not on the class path; add the jar"
                                            + " org.bytedeco:pytorch:\\d[\\d.]+-\\d[\\d.]+:linux-x86_64"));
    }

    @Test
    void allMissingJarsAreNamed() throws Exception {
        assertThat(
                        enterEachDoor(
                                LINUX_X86,
                                jar -> !jar.matches(".*-(linux|macosx|windows)-[^-]*\\.jar")))
                .hasSize(20)
                .allSatisfy(line ->
                        assertThat(line)
                                .startsWith("java.lang.UnsupportedOperationException: ")
                                .matches(
                                        ".*; add the jars org.bytedeco:javacpp:\\S+:linux-x86_64"
                                                + " and org.bytedeco:openblas:\\S+:linux-x86_64 and"
                                                + " org.bytedeco:pytorch:\\S+:linux-x86_64"));
    }

    @Test
    void aWrongSettingOfTheProcessIsRefusedInASentence() throws Exception {
        assertThat(enterEachDoor("-Deasel.process=fast", _ -> true))
                .containsOnly(
                        "java.lang.IllegalArgumentException: the property easel.process must be"
                                + " tuned or untouched, got fast");
    }

    /** {@return what each door says, in a virtual machine of its own} */
    private static List<String> enterEachDoor(String option, Predicate<String> jars)
            throws IOException {
        String classPath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> jars.test(String.valueOf(Path.of(entry).getFileName())))
                        .collect(Collectors.joining(File.pathSeparator));
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                option,
                                "-cp",
                                classPath,
                                EachDoor.class.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var lines = process.inputReader()) {
            return lines.lines().toList();
        }
    }
}
