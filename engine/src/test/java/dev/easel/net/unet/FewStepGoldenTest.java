package dev.easel.net.unet;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.golden.Golden;
import dev.easel.golden.GoldenTensors;
import dev.easel.model.Conditioning;
import dev.easel.model.RunOptions;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A UNet that is told the guidance (LCM) against diffusers. */
class FewStepGoldenTest {
    private static final Path FOLDER = Golden.folder().resolve("few-step/lcm-unet");

    private static UNetConfig config() {
        return UNetConfig.read(JsonConfig.read(FOLDER.resolve("config.json")));
    }

    private static Weights weights(SafetensorsFile file, ParameterStore store) {
        return Weights.of(
                file, store, new Weights.Placement(DType.F32, Device.CPU, Golden.kernels()));
    }

    private static SafetensorsFile file() {
        return SafetensorsFile.open(FOLDER.resolve("diffusion_pytorch_model.safetensors"));
    }

    @Test
    void theGuidancesWavesAreTheReferences() {
        try (var golden = GoldenTensors.open(FOLDER);
                var _ = TensorScope.open()) {
            int width = config().guidanceWidth().orElseThrow();
            List<Tensor> waves = new ArrayList<>();
            for (float scale : golden.read("guidance_embedding/in/guidance_scale").toFloats()) {
                waves.add(GuidanceEmbedding.waves(scale, width));
            }
            golden.check("guidance_embedding/out/embedding", Tensor.cat(waves, 0));
            assertThatTensor(GuidanceEmbedding.waves(0, width))
                    .isSameAs(GuidanceEmbedding.waves(1, width));
        }
    }

    @Test
    void predictsWhatTheReferencePredicts() {
        try (var golden = GoldenTensors.open(FOLDER);
                var store = new ParameterStore();
                var file = file();
                var _ = TensorScope.open()) {
            var weights = weights(file, store);
            var network = UNet.load(weights, config());
            weights.requireAllUsed(_ -> false);
            float[] timesteps = golden.read("unet/in/timesteps").toFloats();
            List<Tensor> rows = new ArrayList<>();
            for (int i = 0; i < timesteps.length; i++) {
                var context = golden.read("unet/in/context").narrow(0, i, 1);
                var options = RunOptions.none().withGuidanceScale(scale(golden, i));
                rows.add(
                        network.forward(
                                golden.read("unet/in/sample").narrow(0, i, 1),
                                new double[] {timesteps[i]},
                                network.prepare(new Conditioning.CrossAttention(context)),
                                UNetExtras.of(options)));
            }
            golden.check("unet/out/output", Tensor.cat(rows, 0));
        }
    }

    @Test
    void theTimeIsEmbeddedWithTheGuidance() {
        try (var golden = GoldenTensors.open(FOLDER);
                var store = new ParameterStore();
                var file = file();
                var _ = TensorScope.open()) {
            var time = new TimeEmbedding(weights(file, store), config());
            Tensor timesteps = golden.read("unet/in/timesteps");
            List<Tensor> rows = new ArrayList<>();
            for (int i = 0; i < timesteps.size(0); i++) {
                rows.add(time.ofTimesteps(timesteps.narrow(0, i, 1), scale(golden, i)));
            }
            golden.check("unet/out/time_embedding", Tensor.cat(rows, 0));
        }
    }

    /** {@return the scale whose waves row {@code i} was given; they are the last ones} */
    private static double scale(GoldenTensors golden, int i) {
        float[] scales = golden.read("guidance_embedding/in/guidance_scale").toFloats();
        int rows = (int) golden.read("unet/in/timestep_cond").size(0);
        return scales[scales.length - rows + i];
    }
}
