package dev.easel.cli;

import dev.easel.pipeline.SamplerNames;
import dev.easel.sampling.SigmaSpacing;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads a {@link Likeness} in a graph of ComfyUI: the nodes that ran, {@code {"3": {"class_type":
 * "KSampler", "inputs": {"steps": 20, "positive": ["6", 0], ...}}, ...}}. Values come from the
 * sampler's node, and from those that its inputs link to, however many stand between.
 */
final class ComfyLikeness {
    /** Under which ComfyUI keeps the graph. */
    static final String KEYWORD = "prompt";

    /** ComfyUI's seeds have 64 bits, of which its noise is made of the lower 32. */
    private static final long SEED_BITS = (1L << 32) - 1;

    private final JsonNode graph;
    private final List<String> notes = new ArrayList<>();

    private ComfyLikeness(JsonNode graph) {
        this.graph = graph;
    }

    /** {@return what a graph tells, absent where it has no sampler} */
    static Optional<Likeness> read(String text) {
        try {
            return new ComfyLikeness(JsonMapper.shared().readTree(text)).read();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private Optional<Likeness> read() {
        var samplers = nodes().filter(node -> type(node).startsWith("KSampler")).toList();
        return samplers.stream()
                .filter(node ->
                        from(node, "latent_image", ComfyLikeness::isEmptyLatent).isPresent())
                .findFirst()
                .or(() -> samplers.stream().findFirst())
                .map(this::read);
    }

    private Likeness read(JsonNode sampler) {
        var latent = from(sampler, "latent_image", ComfyLikeness::isEmptyLatent);
        if (nodes().anyMatch(node -> type(node).startsWith("LoraLoader"))) {
            notes.add("its LoRAs are not taken over");
        }
        var steps = steps(sampler);
        return new Likeness(
                from(sampler, "positive", ComfyLikeness::isText).map(this::text),
                from(sampler, "negative", ComfyLikeness::isText)
                        .map(this::text)
                        .filter(words -> !words.isEmpty()),
                clipSkip(sampler),
                from(sampler, "model", node -> inputs(node).path("ckpt_name").isString())
                        .map(node -> fileName(inputs(node).path("ckpt_name").stringValue())),
                latent.flatMap(node -> number(node, "width")).map(Number::intValue),
                latent.flatMap(node -> number(node, "height")).map(Number::intValue),
                number(sampler, "denoise").map(Number::doubleValue),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                steps,
                notes);
    }

    private Likeness.Steps steps(JsonNode sampler) {
        var seed = number(sampler, "seed").or(() -> number(sampler, "noise_seed"));
        return new Likeness.Steps(
                number(sampler, "steps").map(Number::intValue),
                name(sampler, "sampler_name")
                        .flatMap(name -> known("sampler", name, SamplerNames.find(name)))
                        .map(SamplerNames.Named::sampler),
                name(sampler, "scheduler").flatMap(name -> known("scheduler", name, spacing(name))),
                number(sampler, "cfg").map(Number::doubleValue),
                seed.map(value -> value.longValue() & SEED_BITS),
                Optional.empty(),
                Optional.empty());
    }

    private <T> Optional<T> known(String what, String name, Optional<T> found) {
        if (found.isEmpty()) {
            notes.add("the %s %s is not known here".formatted(what, name));
        }
        return found;
    }

    private static Optional<SigmaSpacing> spacing(String scheduler) {
        return switch (scheduler) {
            case "normal" -> Optional.of(SigmaSpacing.DEFAULT);
            case "karras" -> Optional.of(SigmaSpacing.KARRAS);
            case "exponential" -> Optional.of(SigmaSpacing.EXPONENTIAL);
            default -> Optional.empty();
        };
    }

    /** ComfyUI counts the layers from the end by negative numbers. */
    private Optional<Likeness.ClipSkip> clipSkip(JsonNode sampler) {
        return from(sampler, "positive", ComfyLikeness::isText)
                .flatMap(text -> from(text, "clip", node -> type(node).equals("CLIPSetLastLayer")))
                .flatMap(node -> number(node, "stop_at_clip_layer"))
                .map(layer -> Likeness.ClipSkip.ofComfyUi(-layer.intValue()));
    }

    private String text(JsonNode node) {
        return Stream.of("text", "text_g", "text_l")
                .map(name -> string(node, name))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("")
                .strip();
    }

    private static boolean isText(JsonNode node) {
        return inputs(node).has("text") || inputs(node).has("text_g");
    }

    private static boolean isEmptyLatent(JsonNode node) {
        return type(node).startsWith("Empty") && type(node).contains("Latent");
    }

    /** {@return the nearest node of a kind that an input of a node is made of} */
    private Optional<JsonNode> from(JsonNode node, String input, Predicate<JsonNode> wanted) {
        var next = new ArrayDeque<JsonNode>();
        var seen = new HashSet<String>();
        next.add(inputs(node).path(input));
        while (!next.isEmpty()) {
            var link = next.poll();
            String id = link.path(0).asString("");
            if (!link.isArray() || !seen.add(id)) {
                continue;
            }
            var source = graph.path(id);
            if (wanted.test(source)) {
                return Optional.of(source);
            }
            inputs(source).forEach(next::add);
        }
        return Optional.empty();
    }

    /** {@return an input of text, which may be another node's} */
    private Optional<String> string(JsonNode node, String input) {
        var value = inputs(node).path(input);
        if (value.isString()) {
            return Optional.of(value.stringValue());
        }
        var source = graph.path(value.path(0).asString(""));
        return Stream.of("value", "string", "text")
                .map(name -> inputs(source).path(name))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .findFirst();
    }

    /** {@return a number among a node's inputs, which may be another node's} */
    private Optional<Number> number(JsonNode node, String input) {
        var value = inputs(node).path(input);
        if (value.isNumber()) {
            return Optional.of(value.numberValue());
        }
        var source = graph.path(value.path(0).asString(""));
        return Stream.of("value", "seed", "int", "float")
                .map(name -> inputs(source).path(name))
                .filter(JsonNode::isNumber)
                .map(JsonNode::numberValue)
                .findFirst();
    }

    private static Optional<String> name(JsonNode node, String input) {
        return Optional.of(inputs(node).path(input))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue);
    }

    private Stream<JsonNode> nodes() {
        return graph.valueStream();
    }

    private static String type(JsonNode node) {
        return node.path("class_type").asString("");
    }

    private static JsonNode inputs(JsonNode node) {
        return node.path("inputs");
    }

    /** Models lie in folders of folders there; a name has no extension here. */
    private static String fileName(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return name.toLowerCase(Locale.ROOT).endsWith(".safetensors")
                ? name.substring(0, name.lastIndexOf('.'))
                : name;
    }
}
