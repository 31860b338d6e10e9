package dev.easel.net.unet;

import dev.easel.nn.CrossAttention;
import dev.easel.nn.CrossAttention.KeyValues;
import dev.easel.tensor.Tensor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The keys and values of a text for each cross-attention of a network. They depend neither on the
 * picture nor on the time, so they are made once for all calls.
 */
final class CrossAttentionCache {
    private final Map<CrossAttention, KeyValues> byLayer;

    private CrossAttentionCache(Map<CrossAttention, KeyValues> byLayer) {
        this.byLayer = byLayer;
    }

    /**
     * {@return the keys and values of all layers, in the innermost scope}
     *
     * @param context [batch, tokens, contextWidth] in the layers' dtype
     */
    static CrossAttentionCache of(Stream<CrossAttention> layers, Tensor context) {
        Map<CrossAttention, KeyValues> made = new HashMap<>();
        layers.forEach(layer -> made.put(layer, layer.keyValues(context)));
        return new CrossAttentionCache(made);
    }

    /** {@return the text's keys and values for a layer} */
    KeyValues of(CrossAttention layer) {
        return Optional.ofNullable(byLayer.get(layer))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the conditioning was prepared by another network"));
    }

    /** {@return the same with each tensor changed} */
    CrossAttentionCache map(UnaryOperator<Tensor> change) {
        Map<CrossAttention, KeyValues> changed = new HashMap<>();
        byLayer.forEach((layer, text) ->
                changed.put(
                        layer,
                        new KeyValues(change.apply(text.keys()), change.apply(text.values()))));
        return new CrossAttentionCache(changed);
    }
}
