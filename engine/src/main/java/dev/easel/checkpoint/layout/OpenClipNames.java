package dev.easel.checkpoint.layout;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names of a text model's tensors in OpenCLIP's code, which Stable Diffusion 2 and SDXL's
 * second text model have.
 *
 * <table>
 * <caption>{@code L} stands for {@code text_model.encoder.layers.i}</caption>
 * <tr><th>original</th><th>diffusers</th></tr>
 * <tr><td>{@code token_embedding.weight, positional_embedding}</td><td>{@code
 * text_model.embeddings.token_embedding.weight, .position_embedding.weight}</td></tr>
 * <tr><td>{@code transformer.resblocks.i.ln_1, ln_2}</td><td>{@code L.layer_norm1, 2}</td></tr>
 * <tr><td>{@code transformer.resblocks.i.mlp.c_fc, c_proj}</td><td>{@code L.mlp.fc1, fc2}</td></tr>
 * <tr><td>{@code transformer.resblocks.i.attn.out_proj}</td><td>{@code L.self_attn.out_proj}</td>
 * </tr>
 * <tr><td>{@code transformer.resblocks.i.attn.in_proj_weight, in_proj_bias}: rows of queries, keys
 * and values</td><td>{@code L.self_attn.q_proj, k_proj, v_proj}</td></tr>
 * <tr><td>{@code ln_final}</td><td>{@code text_model.final_layer_norm}</td></tr>
 * <tr><td>{@code text_projection} [width, projection]</td><td>{@code text_projection.weight}</td>
 * </tr>
 * </table>
 *
 * @param layers that the configuration has; Stable Diffusion 2 takes the output of the last but
 *     one, and its files have one more, which is of no use
 * @param projected whether the pooled vector is projected; else the projection is of no use
 */
record OpenClipNames(int layers, boolean projected) implements OriginalNames {
    private static final Pattern LAYER =
            Pattern.compile("transformer\\.resblocks\\.(\\d{1,4})\\.(.+)");
    private static final Pattern FUSED = Pattern.compile("attn\\.in_proj_(weight|bias)");
    private static final String PROJECTION = "text_projection";

    private static final Map<String, String> TOP =
            Map.of(
                    "token_embedding.weight", "embeddings.token_embedding.weight",
                    "positional_embedding", "embeddings.position_embedding.weight",
                    "ln_final.weight", "final_layer_norm.weight",
                    "ln_final.bias", "final_layer_norm.bias");

    private static final Map<String, String> IN_LAYER =
            Map.of(
                    "ln_1", "layer_norm1",
                    "ln_2", "layer_norm2",
                    "mlp.c_fc", "mlp.fc1",
                    "mlp.c_proj", "mlp.fc2",
                    "attn.out_proj", "self_attn.out_proj");

    @Override
    public Translation translate(String name) {
        String top = TOP.getOrDefault(name, "");
        if (!top.isEmpty()) {
            return OriginalNames.renamed("text_model." + top);
        }
        if (name.equals(PROJECTION) || name.equals(PROJECTION + ".weight")) {
            return projection(name.equals(PROJECTION));
        }
        if (name.equals("logit_scale") || name.equals("attn_mask")) {
            return OriginalNames.ignored();
        }
        var layer = LAYER.matcher(name);
        return layer.matches()
                ? inLayer(Integer.parseInt(layer.group(1)), layer.group(2))
                : new Unknown();
    }

    private Translation projection(boolean transposed) {
        return projected
                ? OriginalNames.renamed(
                        PROJECTION + ".weight",
                        transposed ? Arrangement.TRANSPOSED : Arrangement.SAME)
                : OriginalNames.ignored();
    }

    private Translation inLayer(int index, String name) {
        if (index == layers && !projected) {
            return OriginalNames.ignored();
        }
        String layer = "text_model.encoder.layers." + index + ".";
        var fused = FUSED.matcher(name);
        if (fused.matches()) {
            String attention = layer + "self_attn.";
            String kind = "_proj." + fused.group(1);
            return new Known(
                    List.of(
                            new Renamed(attention + "q" + kind, Arrangement.QUERY),
                            new Renamed(attention + "k" + kind, Arrangement.KEY),
                            new Renamed(attention + "v" + kind, Arrangement.VALUE)));
        }
        int dot = name.lastIndexOf('.');
        String known = dot < 0 ? "" : IN_LAYER.getOrDefault(name.substring(0, dot), "");
        return known.isEmpty()
                ? new Unknown()
                : OriginalNames.renamed(layer + known + name.substring(dot));
    }
}
