package dev.easel.vae;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The layers of a tiny decoder, as the names in its file tell them: numbers of one sequence. Those
 * with {@code conv.0} are blocks, the first and the last are convolutions with a bias, and those
 * without one follow a doubling. Numbers that are missing are layers without weights.
 *
 * @param prefix of the decoder's names
 * @param numbers of the layers with weights
 * @param blocks those that are blocks
 * @param width the channels of the feature maps
 */
record TinyLayout(
        String prefix,
        SortedSet<Integer> numbers,
        Set<Integer> blocks,
        int latentChannels,
        int width) {
    /** Of a file with both networks, of diffusers' {@code AutoencoderTiny}, and of the author's. */
    private static final List<String> PREFIXES = List.of("taesd_decoder.", "decoder.layers.", "");

    private static final Pattern LAYER = Pattern.compile("(\\d{1,4})\\.(conv\\.0\\.)?weight");

    /**
     * {@return the layout of a file}
     *
     * @throws CheckpointException where it holds no such network
     */
    static TinyLayout of(SafetensorsFile file) {
        String prefix = prefix(file);
        var numbers = new TreeSet<Integer>();
        var blocks = new TreeSet<Integer>();
        for (String key : file.keys()) {
            var match = LAYER.matcher(key.substring(key.startsWith(prefix) ? prefix.length() : 0));
            if (key.startsWith(prefix) && match.matches()) {
                numbers.add(Integer.valueOf(match.group(1)));
                if (match.group(2) != null) {
                    blocks.add(Integer.valueOf(match.group(1)));
                }
            }
        }
        if (numbers.size() < 2 || blocks.contains(numbers.first())) {
            throw refused(file);
        }
        var first = file.shape(prefix + numbers.first() + ".weight");
        if (first.rank() != 4 || Math.max(first.size(0), first.size(1)) > Short.MAX_VALUE) {
            throw refused(file);
        }
        return new TinyLayout(prefix, numbers, blocks, (int) first.size(1), (int) first.size(0));
    }

    private static String prefix(SafetensorsFile file) {
        return PREFIXES.stream()
                .filter(start -> file.keys().stream().anyMatch(key -> key.startsWith(start)))
                .findFirst()
                .orElseThrow(() -> refused(file));
    }

    private static CheckpointException refused(SafetensorsFile file) {
        return new CheckpointException(
                file.name()
                        + " is no decoder of a tiny autoencoder; expected the layers of TAESD by"
                        + " their numbers, such as 1.weight and 3.conv.0.weight");
    }

    /** {@return the decoder's weights among all of the file's} */
    Weights in(Weights all) {
        return prefix.isEmpty() ? all : all.at(prefix.substring(0, prefix.length() - 1));
    }

    /** {@return whether a tensor is none of the decoder's} */
    boolean isForeign(String key) {
        return !key.startsWith(prefix);
    }

    /** {@return the number of the convolution of the latents} */
    int first() {
        return numbers.first();
    }

    /** {@return the number of the convolution to colours} */
    int last() {
        return numbers.last();
    }

    /** {@return the numbers of the layers between them, in order} */
    SortedSet<Integer> between() {
        return numbers.subSet(first() + 1, last());
    }

    boolean isBlock(int number) {
        return blocks.contains(number);
    }

    /** {@return how often height and width are doubled} */
    int doublings() {
        return (int) between().stream().filter(number -> !isBlock(number)).count();
    }
}
