package dev.easel.pipeline;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.family.ModelFamily;
import dev.easel.golden.Golden;
import dev.easel.golden.ModelCopy;
import dev.easel.model.Execution;
import dev.easel.model.LoadedModel;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.model.RunOptions;
import dev.easel.sampling.NoisePredictor;
import dev.easel.sampling.NoiseSource;
import dev.easel.sampling.Samplers;
import dev.easel.tensor.Device;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whole runs in a few steps against diffusers. */
@Tag("slow")
class FewStepGoldenTest {
    private static final Path RUNS = Golden.folder().resolve("few-step");

    /** What follows the model's name where the UNet is another one. */
    private static final String LCM_UNET = "lcm-unet";

    @TempDir private static Path copies = Path.of("");

    private static final Map<String, LoadedModel> MODELS = new HashMap<>();

    @AfterAll
    static void close() {
        MODELS.values().forEach(LoadedModel::close);
        MODELS.clear();
    }

    static Stream<GoldenRun> runs() throws IOException {
        try (var folders = Files.list(RUNS)) {
            return folders
                    .filter(folder -> Files.exists(folder.resolve("pipeline.json")))
                    .sorted()
                    .toList()
                    .stream()
                    .flatMap(folder ->
                            Golden.cases(folder.resolve("pipeline.json"), "runs").stream()
                                    .map(run -> new GoldenRun(folder, run)));
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void latentsAndPicturesAreThoseOfTheReference(GoldenRun run) {
        var pipeline = new DiffusionPipeline(model(run));
        try (var _ = TensorScope.open()) {
            var request = run.request();
            var beginning = pipeline.begin(request);
            var text = pipeline.encode(request);
            var seeds = run.seeds();
            var latents = pipeline.denoise(text, beginning, request, seeds, StepListener.NONE);
            var pictures = pipeline.decode(latents).stream().map(beginning::finish).toList();
            for (int i = 0; i < latents.size(); i++) {
                assertThatTensor(latents.get(i)).isCloseTo(run.latents(i), run.latentsTolerance());
                assertThat(Levels.between(pictures.get(i), run.pictures().get(i)).max())
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyStepAsksAndGivesWhatTheReferenceDoes(GoldenRun run) {
        var model = model(run);
        var pipeline = new DiffusionPipeline(model);
        try (var _ = TensorScope.open()) {
            var request = run.request();
            var sampling = request.sampling().settled();
            var guidance = Guidance.of(sampling, model.design());
            var size = new ImageSize(run.json().integer("width"), run.json().integer("height"));
            var conditioning =
                    pipeline.encode(request)
                            .conditioning(guidance.isOn(), size.width(), size.height());
            Tensor asked = run.tensor("first_unet_sample");
            assertThat(conditioning.context().size(0) * run.seeds().size())
                    .isEqualTo(asked.size(0));
            var options = RunOptions.none().withGuidanceScale(sampling.guidanceScale());
            for (int i = 0; i < run.seeds().size(); i++) {
                int picture = i;
                try (var noise =
                        new LatentNoise(
                                run.seeds().get(i), run.tensor("draw/0").shape(), Device.CPU)) {
                    var start = pipeline.begin(request).with(noise);
                    model.backbone()
                            .use(network -> {
                                var steps = new Steps(run, picture, start);
                                try (var calls = network.prepare(conditioning).run(options)) {
                                    steps.check(model, new ClassifierFreeGuidance(calls, guidance));
                                }
                                return steps;
                            });
                }
            }
        }
    }

    /** The steps of one picture. */
    private record Steps(GoldenRun run, int picture, InitialLatents start) {
        void check(LoadedModel model, NoisePredictor network) {
            List<Double> timesteps = new ArrayList<>();
            NoisePredictor checked =
                    (x, timestep) -> {
                        if (timesteps.isEmpty()) {
                            Tensor first = run.tensor("first_unet_sample");
                            assertThatTensor(x)
                                    .isCloseTo(first.narrow(0, picture, 1), run.latentsTolerance());
                        }
                        timesteps.add(timestep);
                        return network.predict(x, timestep);
                    };
            int[] drawn = {run.json().string("task").equals("img2img") ? 2 : 1};
            NoiseSource counted =
                    () -> {
                        drawn[0]++;
                        return start.noise().next();
                    };
            var sampler = run.request().sampling().settled().sampler();
            sampler.sample(
                    model.design().denoiser(checked, false),
                    start.latents(),
                    start.sigmas(),
                    counted,
                    (step, _, _, x, _) ->
                            assertThatTensor(inOwnSpace(sampler, x, start.sigmas().at(step + 1)))
                                    .isCloseTo(expected(step), run.latentsTolerance()));
            assertThat(timesteps).isEqualTo(run.json().findNumbers("timesteps").orElseThrow());
            assertThat(drawn[0] * run.seeds().size()).isEqualTo(run.draws());
        }

        private Tensor expected(int step) {
            Tensor all = run.tensor("latents_per_step");
            return all.narrow(0, step, 1)
                    .reshape(all.size(1), all.size(2), all.size(3), all.size(4))
                    .narrow(0, picture, 1);
        }

        /** The latents of LCM and TCD have a variance of 1. */
        private static Tensor inOwnSpace(Samplers sampler, Tensor x, double sigma) {
            boolean scaled = sampler == Samplers.LCM || sampler == Samplers.TCD;
            return scaled ? x.div(Math.hypot(1, sigma)) : x;
        }
    }

    private static LoadedModel model(GoldenRun run) {
        String prediction = run.json().string("prediction_type");
        return MODELS.computeIfAbsent(
                run.model().getFileName() + "-" + prediction,
                name -> {
                    var files = ModelFiles.open(copy(run, copies.resolve(name), prediction));
                    var placement = Precision.F32.placement(Device.CPU, Golden.kernels());
                    return ModelFamily.load(files, Execution.shared(placement), Offload.NONE);
                });
    }

    /** {@return a copy of the model that a run was made with, with its scheduler and its UNet} */
    private static Path copy(GoldenRun run, Path folder, String prediction) {
        String[] parts = run.model().getFileName().toString().split("-", 2);
        try {
            Files.createDirectories(folder);
            var copy = ModelCopy.of(Golden.folder().resolve("models").resolve(parts[0]), folder);
            Files.writeString(
                    copy.file("scheduler/scheduler_config.json"),
                    """
                    {"beta_schedule": "scaled_linear", "beta_start": 0.00085, "beta_end": 0.012,
                     "prediction_type": "%s"}
                    """
                            .formatted(prediction));
            if (parts.length == 2 && parts[1].equals(LCM_UNET)) {
                for (var file : List.of("config.json", "diffusion_pytorch_model.safetensors")) {
                    Files.copy(
                            RUNS.resolve(LCM_UNET).resolve(file),
                            copy.file("unet").resolve(file),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return copy.folder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
