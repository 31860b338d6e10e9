package dev.easel.upscale;

import dev.easel.checkpoint.WeightSource;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Renames the tensors of an upscaler's file to those of today's BasicSR. Files use the names of
 * ESRGAN's first releases, of its second ones, or today's below {@code params}.
 */
final class UpscaleKeys implements WeightSource {
    private static final Pattern WRAPPED = Pattern.compile("(params_ema|params)\\.(.*)");
    private static final Pattern SEQUENTIAL_BLOCK =
            Pattern.compile("model\\.1\\.sub\\.(\\d+)\\.RDB(\\d)\\.conv(\\d)\\.0\\.(.*)");
    private static final Pattern SEQUENTIAL_BODY =
            Pattern.compile("model\\.1\\.sub\\.\\d+\\.(weight|bias)");
    private static final Pattern SEQUENTIAL = Pattern.compile("model\\.(\\d+)\\.(weight|bias)");
    private static final Pattern NAMED_BLOCK =
            Pattern.compile("RRDB_trunk\\.(\\d+)\\.RDB(\\d)\\.conv(\\d)\\.(.*)");
    private static final Map<String, String> NAMED =
            Map.of("trunk_conv", "conv_body", "upconv", "conv_up", "HRconv", "conv_hr");

    private final WeightSource source;
    private final Map<String, String> inFile;

    private UpscaleKeys(WeightSource source, Map<String, String> inFile) {
        this.source = source;
        this.inFile = inFile;
    }

    /** {@return the source under today's names; closing it closes the source} */
    static UpscaleKeys of(WeightSource source) {
        var inFile = new HashMap<String, String>();
        int doublings = sequentialDoublings(source.keys());
        source.keys().forEach(key -> inFile.put(today(unwrapped(key), doublings), key));
        return new UpscaleKeys(source, Map.copyOf(inFile));
    }

    private static String unwrapped(String key) {
        var match = WRAPPED.matcher(key);
        return match.matches() ? match.group(2) : key;
    }

    private static String today(String key, int doublings) {
        var block = SEQUENTIAL_BLOCK.matcher(key);
        if (block.matches()) {
            return block.replaceFirst("body.$1.rdb$2.conv$3.$4");
        }
        var body = SEQUENTIAL_BODY.matcher(key);
        if (body.matches()) {
            return body.replaceFirst("conv_body.$1");
        }
        var layer = SEQUENTIAL.matcher(key);
        if (layer.matches()) {
            return sequential(Integer.parseInt(layer.group(1)), doublings) + "." + layer.group(2);
        }
        var named = NAMED_BLOCK.matcher(key);
        if (named.matches()) {
            return named.replaceFirst("body.$1.rdb$2.conv$3.$4");
        }
        return NAMED.entrySet().stream()
                .filter(entry -> key.startsWith(entry.getKey()))
                .findFirst()
                .map(entry -> entry.getValue() + key.substring(entry.getKey().length()))
                .orElse(key);
    }

    /**
     * A sequence of 0 the first convolution, 1 the body, then for each doubling an enlargement, a
     * convolution and its activation, and two more convolutions with an activation between.
     */
    private static String sequential(int layer, int doublings) {
        if (layer == 0) {
            return "conv_first";
        }
        if (layer % 3 == 0 && layer <= 3 * doublings) {
            return "conv_up" + layer / 3;
        }
        return layer == 3 * doublings + 2 ? "conv_hr" : "conv_last";
    }

    /** The last layer is the second behind the doublings' and one activation: 3 n + 4. */
    private static int sequentialDoublings(Set<String> keys) {
        return keys.stream()
                .map(UpscaleKeys::unwrapped)
                .map(SEQUENTIAL::matcher)
                .filter(match -> match.matches())
                .mapToInt(match -> (Integer.parseInt(match.group(1)) - 4) / 3)
                .max()
                .orElse(0);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Set<String> keys() {
        return inFile.keySet();
    }

    @Override
    public boolean has(String key) {
        return inFile.containsKey(key);
    }

    @Override
    public Shape shape(String key, Shape expected) {
        return source.shape(inFile.getOrDefault(key, key), expected);
    }

    @Override
    public Tensor read(String key, Shape shape, DType dtype, Device device) {
        return source.read(inFile.getOrDefault(key, key), shape, dtype, device);
    }

    @Override
    public void close() {
        source.close();
    }
}
