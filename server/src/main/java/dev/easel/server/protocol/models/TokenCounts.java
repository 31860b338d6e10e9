package dev.easel.server.protocol.models;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.easel.catalog.ModelPlace;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.pipeline.LoraTags;
import dev.easel.pipeline.PromptTokens;
import dev.easel.server.error.ApiException;
import dev.easel.server.request.LimitSettings;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;

/** Counts the tokens of prompts; the tokenizers of the models asked for last are kept. */
@Component
final class TokenCounts {
    private static final int MOST = 4;

    private final LimitSettings limits;
    private final Cache<ModelPlace, PromptTokens> tokenizers =
            Caffeine.newBuilder()
                    .maximumSize(MOST)
                    .expireAfterWrite(Duration.ofMinutes(10))
                    .build();

    TokenCounts(LimitSettings limits) {
        this.limits = limits;
    }

    /** {@return how long a prompt is for a model} What names LoRAs is no part of it. */
    ObjectNode of(ModelPlace place, String prompt) {
        if (prompt.length() > limits.maxPrompt()) {
            throw ApiException.of(
                    400,
                    "prompt must have at most %d characters, got %d"
                            .formatted(limits.maxPrompt(), prompt.length()));
        }
        int tokens = count(place, prompt);
        var json = JsonMapper.shared().createObjectNode();
        json.put("tokens", tokens);
        json.put("limit", PromptTokens.LIMIT);
        json.put("chunks", Math.max(1, Math.ceilDiv(tokens, PromptTokens.LIMIT)));
        return json;
    }

    private int count(ModelPlace place, String prompt) {
        try {
            return tokenizers.get(place, PromptTokens::of).count(withoutTags(prompt));
        } catch (IllegalArgumentException e) {
            throw ApiException.of(400, "prompt: " + e.getMessage());
        } catch (CheckpointException e) {
            throw ApiException.of(409, "The files of %s cannot be read".formatted(place.ownName()));
        }
    }

    private static String withoutTags(String prompt) {
        try {
            return LoraTags.of(prompt).prompt();
        } catch (IllegalArgumentException e) {
            return prompt; // half written
        }
    }
}
