package dev.easel.server.protocol.models;

import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ImageSize;
import dev.easel.server.models.Catalog;
import dev.easel.server.models.LoadedModels;
import dev.easel.server.models.LoadedModels.InMemory;
import dev.easel.server.models.MissingModelException;
import dev.easel.server.models.ModelInventory;
import dev.easel.server.models.ModelInventory.Here;
import dev.easel.server.request.LimitSettings;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** The answer to {@code GET /models}. */
@Component
final class ModelListing {
    private final ModelInventory inventory;
    private final LoadedModels loaded;
    private final Catalog catalog;
    private final LimitSettings limits;
    private final Offers offers;

    ModelListing(
            ModelInventory inventory,
            LoadedModels loaded,
            Catalog catalog,
            LimitSettings limits,
            Offers offers) {
        this.inventory = inventory;
        this.loaded = loaded;
        this.catalog = catalog;
        this.limits = limits;
        this.offers = offers;
    }

    /** {@return what is here, and what requests may have} */
    ObjectNode json() {
        var here = inventory.all();
        var inMemory = loaded.inMemory(ImageGenerator.class);
        var json = JsonMapper.shared().createObjectNode();
        var models = json.putArray("models");
        here.forEach(model ->
                describe(
                        model,
                        Optional.ofNullable(inMemory.get(model.name())),
                        models.addObject()));
        usual(here)
                .ifPresentOrElse(name -> json.put("default", name), () -> json.putNull("default"));
        offers.describe(json.putObject("offers"));
        return json;
    }

    /** {@return the name of the model that draws where none is named} */
    private Optional<String> usual(List<Here> here) {
        try {
            return Optional.of(catalog.choose(Catalog.DEFAULT).source().name());
        } catch (MissingModelException e) {
            return here.stream().map(Here::name).findFirst();
        }
    }

    private void describe(Here model, Optional<InMemory> memory, ObjectNode json) {
        var traits = model.traits();
        json.put("name", model.name());
        traits.family().ifPresentOrElse(it -> json.put("family", it), () -> json.putNull("family"));
        json.put("loaded", memory.filter(InMemory::loaded).isPresent());
        json.put("loading", memory.filter(it -> !it.loaded()).isPresent());
        json.put("bytes", traits.bytes());
        memory.filter(InMemory::loaded)
                .ifPresentOrElse(
                        it -> json.put("memory", it.bytes()), () -> json.putNull("memory"));
        var defaults = traits.defaults();
        json.putObject("defaults")
                .put("width", defaults.size().width())
                .put("height", defaults.size().height())
                .put("steps", defaults.steps())
                .put("cfg_scale", defaults.guidanceScale())
                .put("sampler", defaults.sampler().name());
        int step = traits.multiple();
        json.putObject("size")
                .put("step", step)
                .put("min", Math.ceilDiv(ImageSize.MIN, step) * step)
                .put("max", limits.maxSide() / step * step)
                .put("max_pixels", limits.maxPixels());
        json.putObject("takes")
                .put("negative_prompt", traits.isGuided())
                .put("image", true)
                .put("mask", true)
                .put("hires", true)
                .put("styles", true);
    }
}
