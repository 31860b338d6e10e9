package dev.easel.adapter;

import dev.easel.checkpoint.ModelTensors;
import dev.easel.checkpoint.layout.UnderscoredNames;
import dev.easel.tensor.Shape;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The layers of a model by the names that adapters have for them. Some write dots as underscores,
 * which cannot be told from those of the names themselves; so names are not taken apart, but
 * compared with those of the layers that there are, all with underscores.
 */
final class LayerNames {
    private static final String UNET = "unet";
    private static final String TEXT_MODEL = "text_model_";

    /** What names begin with, and the part that the rest is of. */
    private static final List<Prefix> PREFIXES =
            List.of(
                    new Prefix("lora_unet_", UNET),
                    new Prefix("lycoris_", UNET),
                    new Prefix("unet_", UNET),
                    new Prefix("diffusion_model_", UNET),
                    new Prefix("model_diffusion_model_", UNET),
                    new Prefix("lora_te_", "text_encoder"),
                    new Prefix("lora_te1_", "text_encoder"),
                    new Prefix("text_encoder_", "text_encoder"),
                    new Prefix("text_encoders_clip_l_transformer_", "text_encoder"),
                    new Prefix("lora_te2_", "text_encoder_2"),
                    new Prefix("text_encoder_2_", "text_encoder_2"),
                    new Prefix("text_encoders_clip_g_transformer_", "text_encoder_2"),
                    new Prefix("", UNET),
                    new Prefix("", "text_encoder"));

    private final Map<String, Map<String, Layer>> parts = new HashMap<>();
    private final UnderscoredNames original;

    private record Prefix(String text, String part) {}

    /**
     * A layer of a model.
     *
     * @param weight the key and the shape of its weight
     * @param bias those of its bias
     */
    record Layer(String part, Optional<Parameter> weight, Optional<Parameter> bias) {}

    /** A tensor of a model. */
    record Parameter(String key, Shape shape) {}

    LayerNames(ModelTensors model) {
        model.parts().forEach((part, shapes) -> parts.put(part, layers(part, shapes)));
        original = UnderscoredNames.ofUNet(model.parts().getOrDefault(UNET, Map.of()).keySet());
    }

    private static Map<String, Layer> layers(String part, Map<String, Shape> shapes) {
        var layers = new HashMap<String, Layer>();
        for (var key : shapes.keySet()) {
            int dot = key.lastIndexOf('.');
            if (dot > 0) {
                String name = key.substring(0, dot);
                layers.computeIfAbsent(
                        underscored(name),
                        _ ->
                                new Layer(
                                        part,
                                        parameter(name + ".weight", shapes),
                                        parameter(name + ".bias", shapes)));
            }
        }
        return layers;
    }

    private static Optional<Parameter> parameter(String key, Map<String, Shape> shapes) {
        return Optional.ofNullable(shapes.get(key)).map(shape -> new Parameter(key, shape));
    }

    /** {@return the layer that an adapter means} */
    Optional<Layer> find(String name) {
        String plain = underscored(withoutProcessor(name)).replace("base_model_model_", "");
        return PREFIXES.stream()
                .filter(prefix -> plain.startsWith(prefix.text()))
                .flatMap(prefix -> named(prefix.part(), plain.substring(prefix.text().length())))
                .findFirst();
    }

    private Stream<Layer> named(String part, String name) {
        var layers = parts.getOrDefault(part, Map.of());
        var names =
                part.equals(UNET)
                        ? Stream.concat(Stream.of(name), original.translate(name).stream())
                        : Stream.of(
                                name, TEXT_MODEL + name, name.replaceFirst("^" + TEXT_MODEL, ""));
        return names.flatMap(known -> Optional.ofNullable(layers.get(known)).stream());
    }

    /** diffusers' first adapters belonged to the attentions' processors. */
    private static String withoutProcessor(String name) {
        String plain = name.replace(".processor.", ".");
        return plain.equals(name) || !plain.endsWith(".to_out") ? plain : plain + ".0";
    }

    private static String underscored(String name) {
        return name.replace('.', '_');
    }
}
