package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.adapter.Adapter;
import dev.easel.adapter.WeightedAdapter;
import dev.easel.golden.Golden;
import dev.easel.model.Precision;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.RgbImage;
import dev.easel.pipeline.GeneratorOptions;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.TextToImage;
import dev.easel.sampling.Samplers;
import dev.easel.server.contract.Service.Answer;
import dev.easel.text.inversion.TextualInversion;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** LoRAs and embeddings of the operator's folders, as requests name them. */
@Tag("slow")
class AdaptersTest {
    private static final Map<String, String> ON = Map.of("extensions", "true");

    @TempDir private Path folder = Path.of("");

    private Service started(Map<String, String> settings) throws IOException {
        put("lycoris/sdxl-locon", "loras/Fox");
        put("lycoris/sdxl-lokr", "loras/owl");
        put("lycoris/sd15-locon", "loras/other");
        put("textual-inversion/sdxl/xl-style", "embeddings/xl-style");
        Files.writeString(folder.resolve("models/loras/broken.safetensors"), "no LoRA");
        SmallModels.linkGoldenSdxl(folder.resolve("models"));
        return Service.start(folder, settings);
    }

    private void put(String golden, String name) throws IOException {
        Path file = folder.resolve("models").resolve(name + ".safetensors");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.copy(Golden.folder().resolve(golden + ".safetensors"), file);
    }

    private static Map<String, Object> request(Object... further) {
        var own =
                List.<Object>of(
                        "model", "sdxl", "prompt", "a xl-style fox", "width", 64, "height", 64);
        var seeded = List.<Object>of("steps", 2, "seed", 7, "sampler", "K_EULER");
        return with(Stream.of(own, seeded, List.of(further)).flatMap(List::stream).toArray());
    }

    private static Map<String, Object> lora(String name, Object weight) {
        return Map.of("name", name, "weight", weight);
    }

    private static RgbImage pixels(Answer answer) {
        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
        byte[] file = Base64.getDecoder().decode(answer.base64());
        return ImageCodec.decode(file, ImageCodec.MAX_PIXELS).image();
    }

    private static RgbImage ofLibrary(UnaryOperator<TextToImage> change) {
        var options = GeneratorOptions.defaults().withPrecision(Precision.F32);
        try (var generator = ImageGenerator.open(Golden.folder().resolve("models/sdxl"), options)) {
            var sampling =
                    SamplingSettings.defaults()
                            .withSteps(2)
                            .withSeed(7)
                            .withGuidanceScale(7)
                            .withSampler(Samplers.K_EULER);
            var request = TextToImage.of("a xl-style fox").withSize(64, 64).withSampling(sampling);
            return generator.generate(change.apply(request)).getFirst().image();
        }
    }

    private static WeightedAdapter adapter(String golden, double weight) {
        var file = Golden.folder().resolve("lycoris").resolve(golden + ".safetensors");
        return Adapter.open(file).weighing(weight);
    }

    private static TextToImage styled(TextToImage request) {
        var file = Golden.folder().resolve("textual-inversion/sdxl/xl-style.safetensors");
        return request.withEmbeddings(List.of(TextualInversion.open(file)));
    }

    @Test
    void picturesAreTheLibrarysWithTheSameAdapters() throws IOException {
        var fox = adapter("sdxl-locon", 0.8);
        var expected = ofLibrary(request -> styled(request).withAdapters(List.of(fox)));
        var unchanged = ofLibrary(AdaptersTest::styled);
        assertThat(expected).isNotEqualTo(unchanged);
        try (var service = started(ON)) {
            var wanted = request("loras", List.of(lora("Fox", 0.8)));
            assertThat(pixels(service.whole(wanted))).isEqualTo(expected);
            var tagged = request("prompt", "a xl-style fox<lora:Fox:0.8>");
            assertThat(pixels(service.whole(tagged))).isEqualTo(expected);
            assertThat(pixels(service.whole(request()))).isEqualTo(unchanged);
        }
    }

    @Test
    void requestsAtTheSameTimeDoNotSeeEachOthers() throws IOException {
        var fox = adapter("sdxl-locon", 1);
        var owl = adapter("sdxl-lokr", -0.5);
        try (var service = started(ON)) {
            var wanted =
                    List.of(
                            request("loras", List.of(Map.of("name", "Fox"))),
                            request("loras", List.of(lora("owl", "-0.5"))));
            var answers =
                    wanted.stream()
                            .map(body -> CompletableFuture.supplyAsync(() -> service.whole(body)))
                            .toList();
            assertThat(pixels(answers.getFirst().join()))
                    .isEqualTo(ofLibrary(request -> styled(request).withAdapters(List.of(fox))));
            assertThat(pixels(answers.getLast().join()))
                    .isEqualTo(ofLibrary(request -> styled(request).withAdapters(List.of(owl))));
        }
    }

    @Test
    void wrongValuesAreToldByName() throws IOException {
        try (var service = started(ON)) {
            refused(service, "fox", "loras must be a list of objects with a name and a weight");
            refused(service, List.of("fox"), "loras must be a list of objects");
            refused(service, List.of(Map.of("weight", 1)), "loras[0].name is required");
            refused(
                    service,
                    List.of(lora("Fox", 1), lora("Fox", 4.5)),
                    "loras[1].weight must be from -4 to 4, got 4.5");
            refused(
                    service,
                    List.of(lora("../loras/Fox", 1)),
                    "loras must name LoRAs of this server, such as Fox, broken, other, owl, got"
                            + " ../loras/Fox");
            refused(service, List.of(lora("broken", 1)), "broken cannot");
            refused(
                    service,
                    List.of(lora("other", 1)),
                    "loras must be made for the model: other cannot be put on sdxl");
            var tag = service.whole(request("prompt", "<lora:Fox:much>"));
            assertThat(tag.error()).startsWith("prompt: a LoRA in a prompt must be <lora:NAME>");
            var negative = service.whole(request("negative_prompt", "<lora:Fox>"));
            assertThat(negative.error()).startsWith("negative_prompt must name no LoRA");
        }
    }

    private void refused(Service service, Object loras, String sentence) {
        var answer = service.whole(request("loras", loras));
        assertThat(answer.json().path("status").stringValue()).isEqualTo("failed");
        assertThat(answer.error()).contains(sentence).doesNotContain(folder.toString());
    }

    @Test
    void withoutTheSettingAllOfItIsAsBefore() throws IOException {
        var words = ofLibrary(request -> request);
        try (var service = started(Map.of())) {
            var answer = service.whole(request("loras", List.of(lora("none", 9))));
            assertThat(pixels(answer)).isEqualTo(words);
            assertThat(notes(answer)).contains("unknown parameter loras is ignored");
            var tagged = service.whole(request("prompt", "a xl-style fox <lora:Fox:0.8>"));
            assertThat(pixels(tagged))
                    .isEqualTo(
                            ofLibrary(request ->
                                    request.withPrompt("a xl-style fox <lora:Fox:0.8>")));
            assertThat(notes(tagged)).contains("<lora:...> in a prompt is drawn as words");
        }
    }

    private static String notes(Answer answer) {
        return answer.response().headers().firstValue("X-Easel-Notes").orElse("");
    }
}
