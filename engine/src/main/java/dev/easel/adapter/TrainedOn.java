package dev.easel.adapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which family of models an adapter was trained on: the width of the text tells it. */
final class TrainedOn {
    private static final Map<Long, String> BY_CONTEXT_WIDTH =
            Map.of(768L, "SD 1.x", 1024L, "SD 2.x", 2048L, "SDXL");

    private TrainedOn() {}

    static Optional<String> of(List<LayerTensors> layers) {
        return layers.stream()
                .filter(layer -> layer.layer().matches(".*attn2[._]to_[kv]"))
                .flatMap(layer ->
                        layer.find(Role.DOWN).or(() -> layer.find(Role.HADA_W1_B)).stream())
                .map(tensor -> tensor.shape())
                .filter(shape -> shape.rank() >= 2)
                .flatMap(shape -> Optional.ofNullable(BY_CONTEXT_WIDTH.get(shape.size(1))).stream())
                .findFirst();
    }
}
