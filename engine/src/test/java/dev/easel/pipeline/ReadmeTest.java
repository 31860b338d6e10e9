package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.Pictures;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/** The README's program compiles, and makes its picture. */
@Tag("slow")
class ReadmeTest {
    private static final Pattern PROGRAM =
            Pattern.compile("```java\n(import .*?public class (\\w+) .*?)```", Pattern.DOTALL);

    @TempDir private Path folder;

    @Test
    void theLibraryExampleWritesItsPicture() throws Exception {
        var program = PROGRAM.matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(program.find()).as("the README has a program").isTrue();
        Path source = folder.resolve(program.group(2) + ".java");
        Files.writeString(source, program.group(1));
        String classPath =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator));
        var compiler = ToolProvider.getSystemJavaCompiler();
        int errors =
                compiler.run(
                        null,
                        null,
                        null,
                        "-cp",
                        classPath,
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(errors).isZero();

        run(folder + File.pathSeparator + classPath, program.group(2));
        assertThat(Pictures.recipe(Files.readAllBytes(folder.resolve("fox.png"))))
                .startsWith(
                        "a red fox\n"
                            + "Steps: 20, Sampler: DPM++ 2M, CFG scale: 5, Seed: 42, Size: 256x256")
                .contains("Model: easel-mini");
    }

    private void run(String classPath, String mainClass) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path output = folder.resolve("output.txt");
        var process =
                new ProcessBuilder(
                                List.of(
                                        java,
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        classPath,
                                        mainClass))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).endsWith("1.0\n");
    }
}
