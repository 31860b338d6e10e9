package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.JsonConfig;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names of an autoencoder's tensors in CompVis' and Stability AI's code. There, the decoder's
 * levels are counted from the picture on, and the attention's projections are 1x1 convolutions.
 *
 * <table>
 * <caption>Behind {@code encoder.} or {@code decoder.}</caption>
 * <tr><th>original</th><th>diffusers</th></tr>
 * <tr><td>{@code down.level.block.i}</td><td>{@code down_blocks.level.resnets.i}</td></tr>
 * <tr><td>{@code down.level.downsample.conv}</td><td>{@code
 * down_blocks.level.downsamplers.0.conv}</td></tr>
 * <tr><td>{@code up.level.block.i}</td><td>{@code up_blocks.[levels - 1 - level].resnets.i}</td>
 * </tr>
 * <tr><td>{@code up.level.upsample.conv}</td><td>{@code up_blocks.[levels - 1 -
 * level].upsamplers.0.conv}</td></tr>
 * <tr><td>{@code mid.block_1, 2}</td><td>{@code mid_block.resnets.0, 1}</td></tr>
 * <tr><td>{@code mid.attn_1.norm, q, k, v, proj_out}</td><td>{@code mid_block.attentions.0.group_norm,
 * to_q, to_k, to_v, to_out.0}</td></tr>
 * <tr><td>{@code norm_out, nin_shortcut}</td><td>{@code conv_norm_out, conv_shortcut}</td></tr>
 * </table>
 *
 * @param levels of resolution
 */
record VaeNames(int levels) implements OriginalNames {
    private static final Pattern SAME =
            Pattern.compile(
                    "(?:(?:quant|post_quant)_conv|(?:encoder|decoder)\\.conv_(?:in|out))\\.\\w+");
    private static final Pattern NORM_OUT =
            Pattern.compile("(encoder|decoder)\\.norm_out\\.(\\w+)");
    private static final Pattern RESNET =
            Pattern.compile(
                    "(encoder|decoder)\\.(down|up)\\.(\\d{1,4})\\.block\\.(\\d{1,4})\\.(.+)");
    private static final Pattern RESIZE =
            Pattern.compile(
                    "(encoder|decoder)\\.(down|up)\\.(\\d{1,4})\\.(down|up)sample\\.(conv\\..+)");
    private static final Pattern MID_RESNET =
            Pattern.compile("(encoder|decoder)\\.mid\\.block_([12])\\.(.+)");
    private static final Pattern MID_ATTENTION =
            Pattern.compile("(encoder|decoder)\\.mid\\.attn_1\\.(\\w+)\\.(\\w+)");

    private static final Map<String, String> ATTENTION =
            Map.of(
                    "norm", "group_norm",
                    "q", "to_q",
                    "k", "to_k",
                    "v", "to_v",
                    "proj_out", "to_out.0");

    /** {@return the names of an autoencoder of a configuration} */
    static VaeNames of(JsonConfig config) {
        return new VaeNames(config.positives("block_out_channels", List.of(64)).size());
    }

    @Override
    public Translation translate(String name) {
        if (SAME.matcher(name).matches()) {
            return OriginalNames.renamed(name);
        }
        if (name.startsWith("loss.")) { // of the training
            return OriginalNames.ignored();
        }
        var norm = NORM_OUT.matcher(name);
        if (norm.matches()) {
            return OriginalNames.renamed(norm.replaceFirst("$1.conv_norm_out.$2"));
        }
        return name.contains(".mid.") ? mid(name) : level(name);
    }

    private static Translation mid(String name) {
        var resnet = MID_RESNET.matcher(name);
        if (resnet.matches()) {
            int index = Integer.parseInt(resnet.group(2)) - 1;
            return OriginalNames.renamed(
                    resnet.group(1)
                            + (".mid_block.resnets." + index + ".")
                            + shortcut(resnet.group(3)));
        }
        var attention = MID_ATTENTION.matcher(name);
        if (attention.matches() && ATTENTION.containsKey(attention.group(2))) {
            boolean matrix =
                    attention.group(3).equals("weight") && !attention.group(2).equals("norm");
            return OriginalNames.renamed(
                    "%s.mid_block.attentions.0.%s.%s"
                            .formatted(
                                    attention.group(1),
                                    ATTENTION.get(attention.group(2)),
                                    attention.group(3)),
                    matrix ? Arrangement.MATRIX : Arrangement.SAME);
        }
        return new Unknown();
    }

    private Translation level(String name) {
        var resnet = RESNET.matcher(name);
        if (resnet.matches()) {
            return OriginalNames.renamed(
                    block(resnet.group(1), resnet.group(2), resnet.group(3))
                            + (".resnets." + resnet.group(4) + ".")
                            + shortcut(resnet.group(5)));
        }
        var resize = RESIZE.matcher(name);
        if (resize.matches() && resize.group(2).equals(resize.group(4))) {
            return OriginalNames.renamed(
                    block(resize.group(1), resize.group(2), resize.group(3))
                            + ("." + resize.group(4) + "samplers.0.")
                            + resize.group(5));
        }
        return new Unknown();
    }

    private String block(String half, String direction, String level) {
        int number = Integer.parseInt(level);
        return "%s.%s_blocks.%d"
                .formatted(half, direction, direction.equals("up") ? levels - 1 - number : number);
    }

    private static String shortcut(String name) {
        return name.replaceFirst("^nin_shortcut\\.", "conv_shortcut.");
    }
}
