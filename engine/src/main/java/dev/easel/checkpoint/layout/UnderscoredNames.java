package dev.easel.checkpoint.layout;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of a UNet's layers in CompVis' and Stability AI's code, with underscores for dots, as
 * adapters have them: {@code input_blocks_4_1_proj_in}.
 */
public final class UnderscoredNames {
    private static final String WEIGHT = ".weight";
    private static final Pattern BLOCK =
            Pattern.compile("(input|output)_blocks_(\\d{1,4})_(\\d)_(.+)");
    private static final Pattern MIDDLE = Pattern.compile("middle_block_(\\d)_(.+)");
    private static final Pattern IN_RESNET = Pattern.compile("(in|out|emb)_layers_(\\d)");
    private static final Pattern RESNET = Pattern.compile("down_blocks\\.0\\.resnets\\.\\d+");

    private static final Map<String, String> TOP =
            UNetNames.topLayers().stream()
                    .collect(Collectors.toUnmodifiableMap(UnderscoredNames::underscored, n -> n));

    private final UNetNames names;

    private UnderscoredNames(UNetNames names) {
        this.names = names;
    }

    /**
     * {@return the names of a UNet's layers}
     *
     * @param keys of its tensors, as diffusers calls them
     */
    public static UnderscoredNames ofUNet(Collection<String> keys) {
        long resnets =
                keys.stream()
                        .flatMap(key -> RESNET.matcher(key).results().limit(1))
                        .map(found -> found.group())
                        .distinct()
                        .count();
        return new UnderscoredNames(new UNetNames((int) resnets + 1));
    }

    /** {@return what diffusers calls a layer, with underscores too, where there may be one} */
    public Optional<String> translate(String name) {
        return dotted(name).stream()
                .flatMap(original -> known(names.translate(original + WEIGHT)))
                .findFirst()
                .map(key -> underscored(key.substring(0, key.length() - WEIGHT.length())));
    }

    private static Stream<String> known(OriginalNames.Translation translation) {
        return switch (translation) {
            case OriginalNames.Known known ->
                    known.tensors().stream().map(OriginalNames.Renamed::name);
            case OriginalNames.Unknown _ -> Stream.empty();
        };
    }

    /** Within a transformer names are the same in both, so their dots are of no use. */
    private static Optional<String> dotted(String name) {
        var block = BLOCK.matcher(name);
        if (block.matches()) {
            return Optional.of(
                    "%s_blocks.%s.%s.%s"
                            .formatted(
                                    block.group(1),
                                    block.group(2),
                                    block.group(3),
                                    inModule(block.group(4))));
        }
        var middle = MIDDLE.matcher(name);
        if (middle.matches()) {
            return Optional.of(
                    "middle_block.%s.%s".formatted(middle.group(1), inModule(middle.group(2))));
        }
        return Optional.ofNullable(TOP.get(name));
    }

    private static String inModule(String name) {
        return IN_RESNET.matcher(name).replaceFirst("$1_layers.$2");
    }

    private static String underscored(String name) {
        return name.replace('.', '_');
    }
}
