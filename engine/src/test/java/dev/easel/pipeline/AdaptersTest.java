package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.adapter.Adapter;
import dev.easel.catalog.ModelFolders;
import dev.easel.golden.Golden;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.WeightFormat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** Pictures of one loaded model with and without adapters. */
@Isolated("it counts what native memory this process holds")
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdaptersTest {
    private static final TextToImage REQUEST =
            TextToImage.of("a red fox").withSize(64, 64).withSteps(2).withSeed(42);

    private ImageGenerator generator;
    private RgbImage plain;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        Path shelf = Files.createDirectories(folder.resolve("Lora"));
        for (var adapter : adapters()) {
            Files.copy(file(adapter.name()), shelf.resolve(adapter.name() + ".safetensors"));
        }
        var loras = new NamedLoras(new ModelFolders(List.of(folder)));
        generator = TinyModels.sdxl(TinyModels.OPTIONS.withLoras(loras));
        plain = picture(generator, REQUEST);
    }

    @AfterAll
    void close() {
        generator.close();
    }

    static List<Adapter> adapters() {
        return GoldenAdapters.all();
    }

    private static Path file(String name) {
        return List.of("lora", "lycoris").stream()
                .map(part -> Golden.folder().resolve(part))
                .map(part -> part.resolve(name + ".safetensors"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static TextToImage with(Adapter adapter, double weight) {
        return REQUEST.withAdapters(List.of(adapter.weighing(weight)));
    }

    private static RgbImage picture(ImageGenerator generator, ImageRequest request) {
        return generator.generate(request).getFirst().image();
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void anAdapterIsPutOnAndTakenOff(Adapter adapter) {
        var changed = picture(generator, with(adapter, 1));
        assertThat(changed).isNotEqualTo(plain);
        assertThat(picture(generator, REQUEST)).isEqualTo(plain);
        assertThat(picture(generator, with(adapter, 1))).isEqualTo(changed);
        assertThat(picture(generator, with(adapter, 0))).isEqualTo(plain);
    }

    @Test
    void requestsAtOnceDoNotSeeEachOthersAdapters() {
        var requests =
                adapters().stream().skip(1).limit(4).map(adapter -> with(adapter, 0.7)).toList();
        var alone = requests.stream().map(request -> picture(generator, request)).toList();
        assertThat(new HashSet<>(alone)).hasSize(alone.size());

        var together =
                IntStream.range(0, 4 * requests.size())
                        .parallel()
                        .mapToObj(i ->
                                i % 2 == 0
                                        ? picture(generator, requests.get(i / 4))
                                        : picture(generator, REQUEST))
                        .toList();

        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i)).isEqualTo(i % 2 == 0 ? alone.get(i / 4) : plain);
        }
    }

    @Test
    void severalAdaptersAreAdded() {
        var two = adapters().subList(0, 2);
        var both =
                REQUEST.withAdapters(two.stream().map(adapter -> adapter.weighing(0.5)).toList());
        var reversed = REQUEST.withAdapters(both.adapters().reversed());
        assertThat(picture(generator, both))
                .isNotEqualTo(picture(generator, with(two.getFirst(), 0.5)));
        var difference = Levels.between(picture(generator, both), picture(generator, reversed));
        assertThat(difference.max()).isLessThanOrEqualTo(1);
    }

    @Test
    void aModelThatIsLoadedPartByPartDrawsTheSame() {
        var options = TinyModels.OPTIONS.withOffload(Offload.PER_COMPONENT);
        try (var offloaded = TinyModels.sdxl(options)) {
            for (var adapter : adapters()) {
                assertThat(picture(offloaded, with(adapter, 1)))
                        .isEqualTo(picture(generator, with(adapter, 1)));
            }
            assertThat(picture(offloaded, REQUEST)).isEqualTo(plain);
        }
    }

    @Test
    void bytesTakeAdaptersToo() {
        Assumptions.assumeTrue(
                TinyModels.OPTIONS.kernels().supports(WeightFormat.INT8),
                "this processor cannot compute with 8 bits");
        var options = TinyModels.OPTIONS.withPrecision(Precision.INT8);
        try (var bytes = TinyModels.sdxl(options)) {
            var first = picture(bytes, REQUEST);
            for (var adapter : adapters()) {
                assertThat(picture(bytes, with(adapter, 1))).isNotEqualTo(first);
                assertThat(picture(bytes, REQUEST)).isEqualTo(first);
            }
        }
    }

    @Test
    void aPromptNamesAdapters() {
        var adapter = adapters().getFirst();
        var named = REQUEST.withPrompt("a red fox<lora:%s:0.8>".formatted(adapter.name()));
        var given = REQUEST.withAdapters(List.of(adapter.weighing(0.8)));

        var drawn = generator.generate(named).getFirst();

        assertThat(drawn.image()).isEqualTo(picture(generator, given));
        assertThat(drawn.recipe().text())
                .startsWith("a red fox<lora:%s:0.8>\n".formatted(adapter.name()))
                .contains("Lora hashes: \"%s: %s\"".formatted(adapter.name(), adapter.hash()));
        assertThat(drawn.adjustments()).anyMatch(note -> note.startsWith(adapter.name()));
    }

    @Test
    void aRecipeNamesAdaptersThatThePromptDoesNot() {
        var adapter = adapters().getFirst();
        var drawn = generator.generate(with(adapter, 0.8)).getFirst();
        assertThat(drawn.recipe().prompt())
                .isEqualTo("a red fox <lora:%s:0.8>".formatted(adapter.name()));
        var again = REQUEST.withPrompt(drawn.recipe().prompt());
        assertThat(generator.generate(again).getFirst().recipe().prompt())
                .isEqualTo(drawn.recipe().prompt());
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatAreThere() {
        var request = REQUEST.withPrompt("a <lora:bear> fox");
        assertThatThrownBy(() -> generator.generate(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no LoRA bear; there are ")
                .hasMessageContaining(adapters().getFirst().name());
    }

    @Test
    void aPathIsNoName() {
        var request = REQUEST.withPrompt("a <lora:../Lora/fox> fox");
        assertThatThrownBy(() -> generator.generate(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no LoRA ../Lora/fox");
    }

    @Test
    void aNegativePromptTakesNone() {
        var request = REQUEST.withNegativePrompt("bad <lora:fox:0.5>");
        assertThatThrownBy(() -> generator.generate(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a negative prompt takes no LoRA, for a LoRA changes the model for both"
                                + " prompts; write <lora:fox:0.5> into the prompt");
    }

    @Test
    void withoutFoldersATagIsText() {
        try (var other = TinyModels.sdxl()) {
            assertThat(picture(other, REQUEST.withPrompt("a red fox<lora:bear>")))
                    .isNotEqualTo(plain);
        }
    }

    @Test
    void aWeightBeyondFourIsRefused() {
        var adapter = adapters().getFirst();
        assertThatThrownBy(() -> adapter.weighing(4.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the weight of the LoRA %s must be between -4 and 4, got 4.5"
                                .formatted(adapter.name()));
    }
}
