package dev.easel.adapter;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a tensor of an adapter is to its layer. The end of its key tells: as kohya's scripts and
 * LyCORIS write it, as peft does, or as diffusers did before it took peft.
 */
enum Role {
    /** The first matrix of a LoRA, [rank, in] or [rank, in, k, k]. */
    DOWN(
            ".lora_down.weight",
            ".lora_A.weight",
            ".lora.down.weight",
            ".lora_linear_layer.down.weight",
            "_lora.down.weight"),
    /** The second matrix of a LoRA, [out, rank] or [out, rank, 1, 1]. */
    UP(
            ".lora_up.weight",
            ".lora_B.weight",
            ".lora.up.weight",
            ".lora_linear_layer.up.weight",
            "_lora.up.weight"),
    /** What a LoCon has between them, [rank, rank, k, k]. */
    MID(".lora_mid.weight"),
    /** A number: the change is multiplied by it and divided by the rank. */
    ALPHA(".alpha"),
    /** The norms of the changed weight, of a DoRA. */
    MAGNITUDE(".dora_scale", ".lora_magnitude_vector", ".lora_magnitude_vector.weight"),
    HADA_W1_A(".hada_w1_a"),
    HADA_W1_B(".hada_w1_b"),
    HADA_W2_A(".hada_w2_a"),
    HADA_W2_B(".hada_w2_b"),
    HADA_T1(".hada_t1"),
    HADA_T2(".hada_t2"),
    LOKR_W1(".lokr_w1"),
    LOKR_W1_A(".lokr_w1_a"),
    LOKR_W1_B(".lokr_w1_b"),
    LOKR_W2(".lokr_w2"),
    LOKR_W2_A(".lokr_w2_a"),
    LOKR_W2_B(".lokr_w2_b"),
    LOKR_T2(".lokr_t2"),
    /** The change of a weight itself. */
    DIFFERENCE(".diff", ".w_norm"),
    /** The change of a bias itself. */
    BIAS_DIFFERENCE(".diff_b", ".b_norm");

    /** peft may write the name that it has for the adapter into each key. */
    private static final Pattern ADAPTER_NAME =
            Pattern.compile("\\.(lora_[AB]|lora_magnitude_vector)\\.(?!weight$)[^.]+(\\.weight)?$");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> endings;

    Role(String... endings) {
        this.endings = List.of(endings);
    }

    /** A key's two parts. */
    record Split(String layer, Role role) {}

    /** {@return the layer and the role of a tensor, where it is one of an adapter} */
    static Optional<Split> split(String key) {
        String plain = ADAPTER_NAME.matcher(key).replaceFirst(".$1$2");
        for (var role : values()) {
            for (var ending : role.endings) {
                if (plain.endsWith(ending)) {
                    String layer = plain.substring(0, plain.length() - ending.length());
                    return Optional.of(new Split(layer, role));
                }
            }
        }
        return Optional.empty();
    }
}
