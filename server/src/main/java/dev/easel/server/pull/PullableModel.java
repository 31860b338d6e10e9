package dev.easel.server.pull;

import dev.easel.catalog.KnownModel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A published model that is downloaded by its id.
 *
 * @param id what people call it
 * @param source where it is published
 * @param family of which it is
 * @param licence as its makers call it
 * @param bytes that are downloaded, about
 * @param settings what is written into its {@code easel.json}
 */
public record PullableModel(
        String id,
        PullSource source,
        String family,
        String licence,
        long bytes,
        Map<String, Object> settings) {
    private static final String SD1 = "SD 1.x";
    private static final String SD2 = "SD 2.x";
    private static final String SDXL = "SDXL";
    private static final String RAIL = "CreativeML Open RAIL-M";
    private static final String RAIL_PP = "CreativeML Open RAIL++-M";
    private static final String RESEARCH = "SDXL 0.9 research license";
    private static final String COMMUNITY = "Stability AI Community License";
    private static final String FEW_STEPS = "fewSteps";
    private static final long MB = 1_000_000;

    /** Those of {@link KnownModel} that are published, and those for a few steps. */
    public static final List<PullableModel> ALL =
            Stream.concat(
                            KnownModel.ALL.stream().flatMap(known -> known(known).stream()),
                            fewSteps())
                    .toList();

    public PullableModel {
        settings = Map.copyOf(settings);
    }

    /** {@return the model of an id} */
    public static Optional<PullableModel> of(String id) {
        return ALL.stream().filter(model -> model.id.equals(id)).findFirst();
    }

    private static Optional<PullableModel> known(KnownModel model) {
        Optional<Card> card =
                switch (model.id()) {
                    case "sdxl", "stable-diffusion-xl-beta-v2-2-2" ->
                            Optional.of(new Card(SDXL, RAIL_PP, 6_940 * MB));
                    case "stable-diffusion-xl-1024-v0-9" ->
                            Optional.of(new Card(SDXL, RESEARCH, 6_940 * MB));
                    case "sd", "sd-1.5", "stable-diffusion-v1-5", "stable-diffusion-v1" ->
                            Optional.of(new Card(SD1, RAIL, 2_130 * MB));
                    case "stable-diffusion-depth-v2-0" ->
                            Optional.of(new Card(SD2, RAIL_PP, 2_830 * MB));
                    case KnownModel.EMBEDDED -> Optional.empty();
                    default -> Optional.of(new Card(SD2, RAIL_PP, 2_580 * MB));
                };
        return card.map(it -> it.of(model.id(), model.repository(), Map.of()));
    }

    private static Stream<PullableModel> fewSteps() {
        var turbo = Map.<String, Object>of(FEW_STEPS, "turbo", "width", 512, "height", 512);
        return Stream.of(
                new Card(SD2, COMMUNITY, 2_580 * MB).of("sd-turbo", "stabilityai/sd-turbo", turbo),
                new Card(SDXL, COMMUNITY, 6_940 * MB)
                        .of("sdxl-turbo", "stabilityai/sdxl-turbo", turbo),
                new Card(SD1, RAIL_PP, 135 * MB)
                        .of(
                                "lcm-lora-sd-1.5",
                                "latent-consistency/lcm-lora-sdv1-5:pytorch_lora_weights.safetensors",
                                Map.of()),
                new Card(SDXL, RAIL_PP, 394 * MB)
                        .of(
                                "lcm-lora-sdxl",
                                "latent-consistency/lcm-lora-sdxl:pytorch_lora_weights.safetensors",
                                Map.of()),
                new Card(SDXL, RAIL_PP, 394 * MB)
                        .of(
                                "sdxl-lightning-4step-lora",
                                "ByteDance/SDXL-Lightning:sdxl_lightning_4step_lora.safetensors",
                                Map.of()));
    }

    private record Card(String family, String licence, long bytes) {
        PullableModel of(String id, String repository, Map<String, Object> settings) {
            var source = PullSource.Repository.parse(repository);
            return new PullableModel(id, source, family, licence, bytes, settings);
        }
    }
}
