package dev.easel.server.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.TargetSize;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;
import dev.easel.server.request.GenerationRequest.Adapters;
import dev.easel.server.request.GenerationRequest.Anew;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.GenerationRequest.Enlargement;
import dev.easel.server.request.GenerationRequest.Fit;
import dev.easel.server.request.GenerationRequest.Frame;
import dev.easel.server.request.GenerationRequest.Generate;
import dev.easel.server.request.GenerationRequest.Img2Img;
import dev.easel.server.request.GenerationRequest.Lora;
import dev.easel.server.request.GenerationRequest.Mask;
import dev.easel.server.request.GenerationRequest.Upscale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

class RequestJsonTest {
    private final RequestJson json = new RequestJson(TestRequests.images());

    private static Drawing drawing(Optional<String> negative, boolean seeded) {
        var sampling =
                SamplingSettings.defaults()
                        .withSampler(Samplers.K_LMS)
                        .withSteps(17)
                        .withGuidanceScale(0.1);
        return new Drawing(
                "sd-1.5",
                "a \"fox\"",
                negative,
                3,
                seeded ? sampling.withSeed(SamplingSettings.MAX_SEED - 2) : sampling);
    }

    static Stream<TargetSize> targets() {
        return Stream.of(
                new TargetSize.Scale(2),
                new TargetSize.Width(768),
                new TargetSize.Height(64),
                new TargetSize.Within(100, 80),
                new TargetSize.Exact(101, 81));
    }

    @Test
    void picturesOfAPromptAreReadAsTheyWereWritten() {
        for (var drawing :
                new Drawing[] {
                    drawing(Optional.empty(), true),
                    drawing(Optional.of(""), false),
                    drawing(Optional.of("words"), true),
                    drawing(Optional.empty(), false).withPreview(true),
                    drawing(Optional.empty(), false)
                            .withAdapters(
                                    new Adapters(
                                            List.of(
                                                    new Lora("fox", 0.5, -4),
                                                    new Lora("a/owl", 1, 1)),
                                            true)),
                    new Drawing(
                            "sdxl",
                            "what it leaves open stays open",
                            Optional.empty(),
                            1,
                            SamplingSettings.defaults().withSteps(100))
                }) {
            var request = new Generate(drawing, 512, 384);
            assertThat(again(request)).isEqualTo(request);
        }
    }

    @Test
    void whatIsOpenStaysOpen() {
        var drawing =
                new Drawing("sdxl", "a fox", Optional.empty(), 1, SamplingSettings.defaults())
                        .withClipSkip(OptionalInt.of(2));
        var request =
                new Generate(
                        drawing,
                        OptionalInt.empty(),
                        OptionalInt.of(128),
                        Optional.of(
                                new Enlargement(2, 0.5, OptionalInt.of(7), Optional.of("4x-net"))));
        assertThat(again(request)).isEqualTo(request);
    }

    @Test
    void spacingAndEtaAreReadAsTheyWereWritten() {
        var sampling = SamplingSettings.defaults().withSpacing(SigmaSpacing.KARRAS).withEta(0.3);
        var drawing = drawing(Optional.empty(), true).withSampling(sampling);
        var request = new Generate(drawing, 64, 64);
        assertThat(again(request)).isEqualTo(request);
    }

    @Test
    void aRequestWithAPictureIsReadAsItWasWritten() {
        var image = TestRequests.images().of(TestRequests.png(64, 48));
        var request = new Img2Img(drawing(Optional.empty(), true), image, 0.65);
        var read = (Img2Img) again(request);
        assertThat(read.drawing()).isEqualTo(request.drawing());
        assertThat(read.denoising()).isEqualTo(0.65);
        assertThat(read.image().file()).isEqualTo(image.file());
        assertThat(read.image().width()).isEqualTo(64);
    }

    @Test
    void aMaskAndAFrameAreReadAsTheyWereWritten() {
        var image = TestRequests.images().of(TestRequests.png(64, 48));
        var mask = TestRequests.images().of(TestRequests.png(32, 16));
        var frame = new Frame(128, 96, Fit.CROP);
        var request =
                new Img2Img(
                        drawing(Optional.empty(), true),
                        image,
                        1,
                        Optional.of(new Mask(mask, 4, Anew.BLACK)),
                        Optional.of(frame));
        var read = (Img2Img) again(request);
        assertThat(read.frame()).contains(frame);
        assertThat(read.mask().orElseThrow().blur()).isEqualTo(4);
        assertThat(read.mask().orElseThrow().anew()).isEqualTo(Anew.BLACK);
        assertThat(read.mask().orElseThrow().image().file()).isEqualTo(mask.file());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void anEnlargementIsReadAsItWasWritten(TargetSize target) {
        var image = TestRequests.images().of(TestRequests.png(64, 48));
        var read = (Upscale) again(new Upscale(image, target));
        assertThat(read.target()).isEqualTo(target);
        assertThat(read.image().file()).isEqualTo(image.file());
    }

    /** Jobs of version 1 are in databases: its members stay. */
    @Test
    void version1IsReadForEver() {
        var text =
                """
                {"action":"generate","model":"sdxl","prompt":"a cat","negative_prompt":"dog",
                 "number":2,"sampler":"K_DPMPP_2M","steps":20,"guidance_scale":7.0,"seed":42,
                 "width":512,"height":384}
                """;
        var sampling =
                SamplingSettings.defaults()
                        .withSampler(Samplers.K_DPMPP_2M)
                        .withSteps(20)
                        .withGuidanceScale(7)
                        .withSeed(42);
        assertThat(json.read(JsonMapper.shared().readTree(text)))
                .isEqualTo(
                        new Generate(
                                new Drawing("sdxl", "a cat", Optional.of("dog"), 2, sampling),
                                512,
                                384));
    }

    @Test
    void whatIsNoRequestIsRefused() {
        var text = JsonMapper.shared().readTree("{\"action\":\"dance\"}");
        assertThatThrownBy(() -> json.read(text)).isInstanceOf(InvalidRequestException.class);
    }

    private GenerationRequest again(GenerationRequest request) {
        var node = JsonMapper.shared().createObjectNode();
        json.write(request, node);
        var text = JsonMapper.shared().writeValueAsString(node);
        return json.read(JsonMapper.shared().readTree(text));
    }
}
