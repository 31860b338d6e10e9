package dev.easel.microbench;

import com.sun.management.OperatingSystemMXBean;

import dev.easel.pictures.RgbImage;
import dev.easel.pipeline.GeneratedImage;
import dev.easel.pipeline.GuidanceInterval;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.Shortcuts;
import dev.easel.pipeline.TextToImage;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what shortcuts save and what they change: {@code ShortcutCosts FOLDER}. Draws the same
 * pictures of easel-mini without any and with each, writes them to the folder, and prints a table:
 * the least seconds and the least processor seconds that one of them took, and how near they are to
 * those without (peak signal-to-noise ratio, dB).
 */
final class ShortcutCosts {
    private static final List<String> PROMPTS =
            List.of(
                    "a red fox",
                    "a yellow sun on a blue background",
                    "a green apple",
                    "a sailing boat, pixel art",
                    "a purple flower");
    private static final long SEED = 42;
    private static final String NONE = "none";

    private static final Map<String, Shortcuts> VARIANTS = new LinkedHashMap<>();

    static {
        VARIANTS.put(NONE, Shortcuts.none());
        for (double[] ends : new double[][] {{0, 0.6}, {0.2, 1}, {0.1, 0.7}}) {
            var interval = new GuidanceInterval(ends[0], ends[1]);
            VARIANTS.put(
                    "guidance %s to %s".formatted(ends[0], ends[1]),
                    Shortcuts.none().withGuidance(interval));
        }
        for (int calls : new int[] {2, 3, 5}) {
            VARIANTS.put("deep cache " + calls, Shortcuts.none().withDeepCache(calls));
        }
        for (double share : new double[] {0.25, 0.5, 0.75}) {
            VARIANTS.put("token merging " + share, Shortcuts.none().withTokenMerging(share));
        }
    }

    private ShortcutCosts() {}

    public static void main(String[] args) throws Exception {
        var folder = Files.createDirectories(Path.of(args[0]));
        Map<String, List<RgbImage>> pictures = new LinkedHashMap<>();
        Map<String, double[]> least = new LinkedHashMap<>();
        try (var generator = ImageGenerator.embedded()) {
            draw(generator, PROMPTS.getFirst(), Shortcuts.none()); // warms up
            for (String prompt : PROMPTS) {
                VARIANTS.forEach((name, shortcuts) -> {
                    double wall = System.nanoTime() / 1e9;
                    double processor = processorSeconds();
                    var picture = draw(generator, prompt, shortcuts);
                    double[] took = {
                        System.nanoTime() / 1e9 - wall, processorSeconds() - processor
                    };
                    least.merge(name, took, ShortcutCosts::least);
                    pictures.computeIfAbsent(name, _ -> new ArrayList<>()).add(picture.image());
                    picture.write(folder.resolve("%s, %s.png".formatted(prompt, name)));
                });
            }
        }
        print(pictures, least);
    }

    private static GeneratedImage draw(
            ImageGenerator generator, String prompt, Shortcuts shortcuts) {
        var sampling = SamplingSettings.defaults().withSeed(SEED).withShortcuts(shortcuts);
        return generator.generate(TextToImage.of(prompt).withSampling(sampling)).getFirst();
    }

    private static double processorSeconds() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    private static double[] least(double[] a, double[] b) {
        return new double[] {Math.min(a[0], b[0]), Math.min(a[1], b[1])};
    }

    private static void print(Map<String, List<RgbImage>> pictures, Map<String, double[]> least) {
        var plain = pictures.getOrDefault(NONE, List.of());
        System.out.println("| shortcuts | seconds | processor seconds | PSNR, dB: mean (least) |");
        System.out.println("|---|---|---|---|");
        least.forEach((name, took) -> {
            var drawn = pictures.getOrDefault(name, List.of());
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < plain.size(); i++) {
                ratios.add(psnr(plain.get(i), drawn.get(i)));
            }
            var statistics = ratios.stream().mapToDouble(r -> r).summaryStatistics();
            var nearness =
                    name.equals(NONE)
                            ? ""
                            : "%.1f (%.1f)".formatted(statistics.getAverage(), statistics.getMin());
            System.out.printf("| %s | %.1f | %.1f | %s |%n", name, took[0], took[1], nearness);
        });
    }

    private static double psnr(RgbImage expected, RgbImage found) {
        byte[] a = expected.toBytes();
        byte[] b = found.toBytes();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = Byte.toUnsignedInt(a[i]) - Byte.toUnsignedInt(b[i]);
            sum += difference * difference;
        }
        return 10 * Math.log10(255.0 * 255.0 * a.length / sum);
    }
}
