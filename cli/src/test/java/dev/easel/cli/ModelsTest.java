package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.catalog.KnownModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class ModelsTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void theTableSaysWhatIsHere() throws IOException {
        makeModel("sdxl");
        makeModel("my-own");
        Files.createDirectory(folder.resolve("no-model"));
        var outcome = new Cli().with("EASEL_MODELS", folder.toString()).start("models");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .containsPattern("easel-mini +yes")
                .containsPattern("sdxl +yes")
                .containsPattern("sd-1.5 +no")
                .containsPattern("my-own +yes")
                .contains(folder.toString())
                .doesNotContain("no-model");
    }

    @Test
    void jsonHasTheSameForPrograms() throws IOException {
        makeModel("sdxl");
        var outcome = new Cli().with("EASEL_MODELS", folder.toString()).start("models", "--json");

        var json = JsonMapper.shared().readTree(outcome.out());
        assertThat(json.path("folder").stringValue()).isEqualTo(folder.toString());
        assertThat(json.path("models").size()).isEqualTo(KnownModel.ALL.size());
        var sdxl = json.path("models").path(1);
        assertThat(sdxl.path("id").stringValue()).isEqualTo("sdxl");
        assertThat(sdxl.path("here").booleanValue()).isTrue();
        assertThat(sdxl.path("path").stringValue()).isEqualTo(folder.resolve("sdxl").toString());
    }

    @Test
    void theEmbeddedModelTellsWhatItKnows() {
        var outcome = Cli.run("models", "info", "easel-mini");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("256x256, 20 steps of K_DPMPP_2M, guidance 5")
                .contains("Objects (303):", "cup of coffee", "Colours of objects (8):")
                .contains("Colours of backgrounds (16):", "sky blue")
                .contains("Styles (--style) (17):", "pixel-art");
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 92);

        var json =
                JsonMapper.shared()
                        .readTree(Cli.run("models", "info", "easel-mini", "--json").out());
        assertThat(json.path("defaults").path("steps").intValue()).isEqualTo(20);
        assertThat(json.path("knows").path("objects").size()).isEqualTo(303);
    }

    @Test
    void anotherModelTellsItsDefaultsAlone() {
        var outcome = Cli.run("models", "info", Cli.TINY_MODEL.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("64x64, 30 steps").doesNotContain("Objects");
    }

    @Test
    void aModelThatIsNotHereIsToldInOneSentence() {
        var outcome = Cli.run("models", "info", "nowhere");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.MODEL.number());
        assertThat(outcome.err()).contains("got nowhere").hasLineCount(1);
    }

    @Test
    void everyIdOfTheServiceIsKnown() {
        assertThat(KnownModel.ALL).hasSize(14).extracting(KnownModel::id).doesNotHaveDuplicates();
    }

    @Test
    void foldersMayBeSeveral(@TempDir Path other) throws IOException {
        makeModel("my-own");
        Path model = Files.createDirectories(other.resolve("models/sdxl"));
        Files.writeString(model.resolve("model_index.json"), "{}");
        var outcome =
                Cli.run("models", "--json", "--models", folder.toString(), "--models", other + "");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        var json = JsonMapper.shared().readTree(outcome.out());
        assertThat(json.path("folder").stringValue()).isEqualTo(folder.toString());
        assertThat(json.path("folders").path(1).stringValue()).isEqualTo(other.toString());
        assertThat(json.path("models").path(1).path("path").stringValue())
                .isEqualTo(model.toString());
        assertThat(json.path("models").values())
                .anyMatch(row -> row.path("id").stringValue().equals("my-own"));
    }

    private void makeModel(String name) throws IOException {
        Path model = Files.createDirectory(folder.resolve(name));
        Files.writeString(model.resolve("model_index.json"), "{}");
    }
}
