package dev.easel.server.pull;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of a model in diffusers' layout that Easel loads: of the parts that {@code
 * model_index.json} names its configurations, vocabularies and safetensors. Of two precisions the
 * smaller, {@code fp16}, is taken unless the full one is asked for.
 *
 * @param full whether float32 is taken where there are both
 */
record NeededFiles(String repository, List<RemoteFile> all, boolean full) {
    static final String INDEX = "model_index.json";

    private static final Set<String> NETWORKS =
            Set.of("unet", "vae", "text_encoder", "text_encoder_2", "depth_estimator");
    private static final Set<String> TOKENIZERS = Set.of("tokenizer", "tokenizer_2");
    private static final Set<String> OF_A_TOKENIZER =
            Set.of("vocab.json", "merges.txt", "tokenizer_config.json", "special_tokens_map.json");

    /**
     * {@return the files}
     *
     * @param index what model_index.json says
     * @throws PullException where a part has no weights that Easel loads
     */
    List<RemoteFile> of(JsonNode index) {
        var files = new ArrayList<>(in("", Set.of(INDEX)));
        for (String part : index.propertyNames()) {
            var entry = index.path(part);
            boolean used = entry.isArray() && !entry.path(1).asString("").isEmpty();
            if (used && NETWORKS.contains(part)) {
                files.addAll(in(part, Set.of("config.json")));
                files.addAll(weights(part, entry.path(0).asString("")));
            } else if (used && TOKENIZERS.contains(part)) {
                files.addAll(in(part, OF_A_TOKENIZER));
            } else if (used && part.equals("scheduler")) {
                files.addAll(in(part, Set.of("scheduler_config.json")));
            }
        }
        if (index.has("depth_estimator")) {
            files.addAll(in("feature_extractor", Set.of("preprocessor_config.json")));
        }
        return files;
    }

    private List<RemoteFile> in(String folder, Set<String> names) {
        return all.stream()
                .filter(file -> file.folder().equals(folder) && names.contains(file.name()))
                .toList();
    }

    private List<RemoteFile> weights(String part, String library) {
        String stem = library.equals("transformers") ? "model" : "diffusion_pytorch_model";
        for (String variant : full ? List.of("", ".fp16") : List.of(".fp16", "")) {
            var whole = in(part, Set.of(stem + variant + ".safetensors"));
            if (!whole.isEmpty()) {
                return whole;
            }
            var shards = shards(part, stem, variant);
            if (!shards.isEmpty()) {
                return shards;
            }
        }
        boolean pickles =
                all.stream()
                        .anyMatch(file ->
                                file.folder().equals(part)
                                        && file.name().matches(".*\\.(bin|ckpt|pt|pth)"));
        throw new PullException(
                pickles
                        ? "%s has %s as a pickle alone, which Easel does not load; look for the same model with .safetensors files"
                                .formatted(repository, part)
                        : "%s has no %s/%s.safetensors".formatted(repository, part, stem));
    }

    /** The index and, as it names them, the files that the weights are spread over. */
    private List<RemoteFile> shards(String part, String stem, String variant) {
        var index = in(part, Set.of(stem + ".safetensors.index" + variant + ".json"));
        var shard =
                Pattern.compile(
                        Pattern.quote(stem)
                                + "("
                                + Pattern.quote(variant)
                                + "-\\d{5}-of-\\d{5}|-\\d{5}-of-\\d{5}"
                                + Pattern.quote(variant)
                                + ")\\.safetensors");
        var files = new ArrayList<>(index);
        if (!index.isEmpty()) {
            all.stream()
                    .filter(file -> file.folder().equals(part))
                    .filter(file -> shard.matcher(file.name()).matches())
                    .forEach(files::add);
        }
        return files;
    }
}
