package dev.easel.pipeline;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.family.ModelFamily;
import dev.easel.golden.Golden;
import dev.easel.golden.ModelCopy;
import dev.easel.model.Execution;
import dev.easel.model.LoadedModel;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.pictures.RgbImage;
import dev.easel.sampling.Samplers;
import dev.easel.tensor.Device;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Whole inpainting runs against diffusers', for UNets of 4 channels and of 9. */
@Tag("slow")
final class InpaintingGoldenTest {
    private static final String NINE_CHANNELS = "sd15-9";

    @TempDir private Path parent = Path.of("");

    /** A run of {@code inpaint/inpaint.json}. */
    record Run(JsonConfig json) {
        ImageToImage request(RgbImage picture, RgbImage mask) {
            var request = ImageToImage.of(picture, json.string("prompt"));
            var sampling =
                    request.sampling()
                            .withSampler(Samplers.valueOf(json.string("sampler")))
                            .withSteps(json.integer("steps"))
                            .withGuidanceScale(json.number("guidance_scale"));
            return request.withNegativePrompt(json.findString("negative_prompt"))
                    .withDenoisingStrength(json.number("strength"))
                    .withMask(mask)
                    .withSampling(sampling);
        }

        @Override
        public String toString() {
            return String.join(
                    " ", json.string("key"), json.string("model"), json.string("sampler"));
        }
    }

    static Stream<Run> runs() {
        return Golden.cases("inpaint/inpaint.json", "runs").stream().map(Run::new);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void latentsAndWhatIsUnderTheMaskAreThoseOfTheReference(Run run) throws IOException {
        String key = run.json().string("key");
        List<Long> seeds = run.json().longIntegers("seeds");
        try (var _ = TensorScope.open();
                var golden = Golden.tensors("inpaint/inpaint.safetensors");
                var model = load(run.json().string("model"))) {
            var picture = image(golden, "picture");
            var mask = image(golden, "mask");
            var request = run.request(picture, mask);
            var pipeline = new DiffusionPipeline(model);

            Tensor latents =
                    pipeline.denoise(
                                    pipeline.encode(request),
                                    pipeline.begin(request),
                                    request,
                                    seeds,
                                    StepListener.NONE)
                            .getFirst();
            Tensor steps = Golden.read(golden, key + "/latents_per_step"); // [steps, 1, 4, ..]
            Tensor last = steps.narrow(0, steps.size(0) - 1, 1);
            double atol = run.json().findObject("latents").orElseThrow().number("atol");
            assertThatTensor(latents.unsqueeze(0)).isCloseTo(last, atol);

            var painted = pipeline.generate(request, seeds, StepListener.NONE).getFirst();
            var expected = image(golden, key + "/image_uint8");
            for (int y = 0; y < picture.height(); y++) {
                for (int x = 0; x < picture.width(); x++) {
                    var reference = mask.pixel(x, y) == 0 ? picture : expected;
                    assertThat(difference(painted.pixel(x, y), reference.pixel(x, y)))
                            .isLessThanOrEqualTo(mask.pixel(x, y) == 0 ? 0 : 1);
                }
            }
        }
    }

    private LoadedModel load(String name) throws IOException {
        boolean nine = name.equals(NINE_CHANNELS);
        Path folder = Golden.folder().resolve("models").resolve(nine ? "sd15" : name);
        if (nine) {
            var copy = ModelCopy.of(folder, parent);
            for (var file : List.of("config.json", "diffusion_pytorch_model.safetensors")) {
                Files.copy(
                        Golden.folder().resolve("inpaint/unet").resolve(file),
                        copy.file("unet/" + file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            folder = copy.folder();
        }
        return ModelFamily.load(
                ModelFiles.open(folder),
                Execution.shared(Precision.F32.placement(Device.CPU, Golden.kernels())),
                Offload.NONE);
    }

    /** [height, width, 3] or [1, height, width, 3] */
    private static RgbImage image(SafetensorsFile file, String key) {
        Tensor levels = Golden.read(file, key);
        int height = Math.toIntExact(levels.size(-3));
        return RgbImage.of(Math.toIntExact(levels.size(-2)), height, levels.toBytes());
    }

    private static int difference(int colour, int other) {
        int largest = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int one = colour >> shift & 0xFF;
            largest = Math.max(largest, Math.abs(one - (other >> shift & 0xFF)));
        }
        return largest;
    }
}
