package dev.easel.text.clip;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens that stand for themselves: they are cut out of a text before anything else is done to
 * it.
 *
 * @param begin before the first token of a text
 * @param end after the last one
 * @param pad fills up to the model's length
 * @param unknown what no vocabulary entry covers
 * @param all these four and any further ones
 */
record SpecialTokens(String begin, String end, String pad, String unknown, Set<String> all) {
    static final String BEGIN = "<|startoftext|>";
    static final String END = "<|endoftext|>";

    /** Tokens listed with their ids; a configuration that has them overrides the map. */
    private static final String LISTED = "added_tokens_decoder";

    SpecialTokens {
        all = Set.copyOf(all);
    }

    /**
     * Reads the two files of settings as transformers does; absent ones mean CLIP's own tokens.
     *
     * @param config tokenizer_config.json
     * @param map special_tokens_map.json, which contradicts the former in some published folders
     */
    static SpecialTokens of(JsonConfig config, JsonConfig map) {
        boolean listed = config.findObject(LISTED).isPresent();
        var first = listed ? config : map;
        var second = listed ? map : config;
        var begin = token("bos_token", BEGIN, first, second);
        var end = token("eos_token", END, first, second);
        var pad = token("pad_token", END, first, second);
        var unknown = token("unk_token", END, first, second);
        var all = new LinkedHashSet<>(Set.of(begin, end));
        all.add(pad);
        all.add(unknown);
        config.findObject(LISTED)
                .ifPresent(tokens ->
                        tokens.keys()
                                .forEach(id ->
                                        tokens.findObject(id)
                                                .flatMap(token -> token.findString("content"))
                                                .ifPresent(all::add)));
        return new SpecialTokens(begin, end, pad, unknown, all);
    }

    /** {@return CLIP's own tokens with another one to fill texts up} */
    static SpecialTokens paddedWith(String pad) {
        var all = new LinkedHashSet<>(List.of(BEGIN, END, pad));
        return new SpecialTokens(BEGIN, END, pad, END, all);
    }

    /** A token is given as a text or as an object with its content. */
    private static String token(String key, String absent, JsonConfig first, JsonConfig second) {
        return find(key, first).or(() -> find(key, second)).orElse(absent);
    }

    private static Optional<String> find(String key, JsonConfig config) {
        if (!config.has(key)) {
            return Optional.empty();
        }
        var text =
                config.isObject(key)
                        ? config.findObject(key).flatMap(token -> token.findString("content"))
                        : config.findString(key);
        return text.filter(token -> !token.isEmpty());
    }

    void requireIn(Map<String, Integer> vocabulary, Path file) {
        for (var token : all) {
            if (!vocabulary.containsKey(token)) {
                throw new CheckpointException(
                        "%s has no entry for the special token \"%s\"".formatted(file, token));
            }
        }
    }
}
