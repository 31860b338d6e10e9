package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.JsonConfig;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a UNet's tensors in CompVis' and Stability AI's code. There, blocks are counted
 * through all levels; a level has as many as its residual blocks and one that changes the size.
 *
 * <table>
 * <caption>With n blocks in a level, b = level * n + i</caption>
 * <tr><th>original</th><th>diffusers</th></tr>
 * <tr><td>{@code input_blocks.0.0}</td><td>{@code conv_in}</td></tr>
 * <tr><td>{@code input_blocks.[b + 1].0}</td><td>{@code down_blocks.level.resnets.i}</td></tr>
 * <tr><td>{@code input_blocks.[b + 1].0.op}</td><td>{@code
 * down_blocks.level.downsamplers.0.conv}</td></tr>
 * <tr><td>{@code input_blocks.[b + 1].1}</td><td>{@code down_blocks.level.attentions.i}</td></tr>
 * <tr><td>{@code middle_block.0, 1, 2}</td><td>{@code mid_block.resnets.0, attentions.0,
 * resnets.1}</td></tr>
 * <tr><td>{@code output_blocks.[b].0}</td><td>{@code up_blocks.level.resnets.i}</td></tr>
 * <tr><td>{@code output_blocks.[b].1}</td><td>{@code up_blocks.level.attentions.i}</td></tr>
 * <tr><td>{@code output_blocks.[b].1 or 2, .conv}</td><td>{@code
 * up_blocks.level.upsamplers.0.conv}</td></tr>
 * <tr><td>{@code time_embed.0, 2, label_emb.0.0, 0.2}</td><td>{@code time_embedding.linear_1, 2,
 * add_embedding.linear_1, 2}</td></tr>
 * </table>
 *
 * @param levelBlocks the blocks of a level on the way down: its residual blocks and one
 */
record UNetNames(int levelBlocks) implements OriginalNames {
    private static final Pattern BLOCK =
            Pattern.compile("(input|output)_blocks\\.(\\d{1,4})\\.(\\d)\\.(.+)");
    private static final Pattern MIDDLE = Pattern.compile("middle_block\\.([012])\\.(.+)");

    private static final Map<String, String> TOP =
            Map.of(
                    "time_embed.0", "time_embedding.linear_1",
                    "time_embed.2", "time_embedding.linear_2",
                    "time_embed.cond_proj", "time_embedding.cond_proj",
                    "label_emb.0.0", "add_embedding.linear_1",
                    "label_emb.0.2", "add_embedding.linear_2",
                    "input_blocks.0.0", "conv_in",
                    "out.0", "conv_norm_out",
                    "out.2", "conv_out");

    private static final Map<String, String> RESNET =
            Map.of(
                    "in_layers.0", "norm1",
                    "in_layers.2", "conv1",
                    "emb_layers.1", "time_emb_proj",
                    "out_layers.0", "norm2",
                    "out_layers.3", "conv2",
                    "skip_connection", "conv_shortcut");

    /** {@return the original names of the layers that belong to no block} */
    static Set<String> topLayers() {
        return TOP.keySet();
    }

    /** {@return the names of a UNet of a configuration} */
    static UNetNames of(JsonConfig config) {
        return new UNetNames(config.positive("layers_per_block", 2) + 1);
    }

    @Override
    public Translation translate(String name) {
        int dot = name.lastIndexOf('.');
        String top = dot < 0 ? "" : TOP.getOrDefault(name.substring(0, dot), "");
        if (!top.isEmpty()) {
            return OriginalNames.renamed(top + name.substring(dot));
        }
        var middle = MIDDLE.matcher(name);
        if (middle.matches()) {
            return middle(Integer.parseInt(middle.group(1)), middle.group(2));
        }
        var block = BLOCK.matcher(name);
        if (block.matches()) {
            return block.group(1).equals("input") ? down(block) : up(block);
        }
        return new Unknown();
    }

    private static Translation middle(int module, String rest) {
        return module == 1
                ? OriginalNames.renamed("mid_block.attentions.0." + rest)
                : resnet("mid_block.resnets." + module / 2, rest);
    }

    private Translation down(Matcher block) {
        int index = Integer.parseInt(block.group(2)) - 1;
        if (index < 0) {
            return new Unknown();
        }
        String level = "down_blocks." + index / levelBlocks;
        String rest = block.group(4);
        if (rest.startsWith("op.")) {
            return OriginalNames.renamed(level + ".downsamplers.0.conv" + rest.substring(2));
        }
        return module(level, index % levelBlocks, block);
    }

    private Translation up(Matcher block) {
        int index = Integer.parseInt(block.group(2));
        String level = "up_blocks." + index / levelBlocks;
        String rest = block.group(4);
        if (rest.startsWith("conv.")) {
            return OriginalNames.renamed(level + ".upsamplers.0." + rest);
        }
        return module(level, index % levelBlocks, block);
    }

    private static Translation module(String level, int i, Matcher block) {
        return switch (block.group(3)) {
            case "0" -> resnet(level + ".resnets." + i, block.group(4));
            case "1" -> OriginalNames.renamed(level + ".attentions." + i + "." + block.group(4));
            default -> new Unknown();
        };
    }

    private static Translation resnet(String block, String name) {
        int dot = name.lastIndexOf('.');
        String layer = dot < 0 ? "" : RESNET.getOrDefault(name.substring(0, dot), "");
        return layer.isEmpty()
                ? new Unknown()
                : OriginalNames.renamed(block + "." + layer + name.substring(dot));
    }
}
