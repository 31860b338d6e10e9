package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.family.ModelFamily;
import dev.easel.golden.Golden;
import dev.easel.golden.ModelCopy;
import dev.easel.sampling.Samplers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What easel.json says, and the family where it is silent. */
class ModelDefaultsTest {
    private static final ModelDefaults OF_THE_FAMILY =
            new ModelDefaults(new ImageSize(64, 64), Samplers.K_DPMPP_2M, 30, 7);

    @TempDir private Path folder;

    private ModelDefaults defaults(String json) throws IOException {
        var model = ModelCopy.of(Golden.modelsWith("unet").getFirst(), folder);
        if (!json.isEmpty()) {
            Files.writeString(model.file("easel.json"), json);
        }
        return ModelDefaults.of(ModelFamily.of(ModelFiles.open(model.folder())));
    }

    @Test
    void withoutTheFileTheyAreTheFamilys() throws IOException {
        assertThat(defaults("")).isEqualTo(OF_THE_FAMILY);
    }

    @Test
    void eachValueOfTheFileCountsAndUnknownKeysDoNot() throws IOException {
        var all =
                """
                {"width": 256, "height": 320, "steps": 4, "guidanceScale": 1.5,
                 "sampler": "K_EULER", "kind": "lcm"}
                """;
        assertThat(defaults(all))
                .isEqualTo(new ModelDefaults(new ImageSize(256, 320), Samplers.K_EULER, 4, 1.5));
    }

    @Test
    void whatTheFileLeavesOutIsTheFamilys() throws IOException {
        assertThat(defaults("{\"steps\": 4, \"width\": null}"))
                .isEqualTo(new ModelDefaults(OF_THE_FAMILY.size(), Samplers.K_DPMPP_2M, 4, 7));
    }

    @Test
    void aFewStepModelsAreThoseOfItsKind() throws IOException {
        assertThat(defaults("{\"fewSteps\": \"lightning\"}"))
                .isEqualTo(new ModelDefaults(OF_THE_FAMILY.size(), Samplers.EULER_TRAILING, 4, 1));
    }

    @Test
    void whatTheFileSaysOfTheStepsCountsBeforeTheKind() throws IOException {
        assertThat(defaults("{\"fewSteps\": \"lcm\", \"steps\": 6, \"guidanceScale\": 1.5}"))
                .isEqualTo(new ModelDefaults(OF_THE_FAMILY.size(), Samplers.LCM, 6, 1.5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"width\": 100} | width must be a multiple of 8 between 64 and 2048, got 100",
                "{\"height\": 4096} | height must be a multiple of 8 between 64 and 2048, got 4096",
                "{\"steps\": 0} | steps must be between 1 and 150, got 0",
                "{\"steps\": \"4\"} | \"steps\" is \"4\"; expected a whole number",
                "{\"guidanceScale\": -1} | guidanceScale must be between 0 and 35, got -1.0",
                "{\"sampler\": \"Euler a\"} | expected one of DDIM, DDPM, K_DPMPP_2M",
                "[] | easel.json must be a JSON object",
            })
    void whatCannotBeDrawnWithIsRefusedInOneSentence(String json, String message) {
        assertThatThrownBy(() -> defaults(json))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("easel.json")
                .hasMessageContaining(message);
    }
}
