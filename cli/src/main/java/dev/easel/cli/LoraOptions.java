package dev.easel.cli;

import dev.easel.adapter.Adapter;
import dev.easel.adapter.WeightedAdapter;
import dev.easel.pipeline.NamedLoras;

import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is put on the model. */
final class LoraOptions {
    private static final Pattern WEIGHTED =
            Pattern.compile("(.+):([+-]?(?:\\d{1,9}(?:\\.\\d*)?|\\.\\d+))");

    @Option(
            names = "--lora",
            paramLabel = "LORA[:WEIGHT]",
            description =
                    "A LoRA or another adapter: a .safetensors file, or the name of one in the"
                            + " folders of models; may be repeated. The weight is from -4 to 4,"
                            + " default 1. A prompt may name one too: <lora:NAME:0.8>.")
    private List<String> loras = new ArrayList<>();

    /** {@return the chosen adapters} */
    List<WeightedAdapter> open(NamedLoras named) {
        return loras.stream().map(lora -> open(lora, named)).toList();
    }

    private static WeightedAdapter open(String given, NamedLoras named) {
        var weighted = WEIGHTED.matcher(given);
        return weighted.matches()
                ? find(weighted.group(1), named).weighing(Double.parseDouble(weighted.group(2)))
                : find(given, named).weighing(1);
    }

    private static Adapter find(String given, NamedLoras named) {
        Path path = Path.of(given);
        if (Files.exists(path) || given.endsWith(".safetensors")) {
            return Adapter.open(path);
        }
        try {
            return named.find(given);
        } catch (IllegalArgumentException missing) {
            throw PullHint.of(given).<RuntimeException>map(hint -> hint).orElse(missing);
        }
    }
}
