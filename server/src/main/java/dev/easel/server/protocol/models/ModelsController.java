package dev.easel.server.protocol.models;

import dev.easel.catalog.KnownModel;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.server.error.ApiException;
import dev.easel.server.models.LoadedModels;
import dev.easel.server.models.ModelInventory;
import dev.easel.server.pull.StoredModel;
import dev.easel.server.web.Shown;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** What models are here; deleting them. */
@RestController
final class ModelsController {
    private final ModelListing listing;
    private final ModelInventory inventory;
    private final LoadedModels loaded;
    private final PullListing pulls;

    ModelsController(
            ModelListing listing,
            ModelInventory inventory,
            LoadedModels loaded,
            PullListing pulls) {
        this.listing = listing;
        this.inventory = inventory;
        this.loaded = loaded;
        this.pulls = pulls;
    }

    @GetMapping("/models")
    ResponseEntity<ObjectNode> list(HttpServletRequest request) {
        var json = listing.json();
        pulls.describe(json);
        return json(json.put("operator", Operators.isOne(request)));
    }

    /** Deletes a model or another file of weights; one that draws now stays. */
    @DeleteMapping("/models/{*path}")
    ResponseEntity<Void> delete(@PathVariable("path") String path, HttpServletRequest request)
            throws IOException {
        Operators.require(request);
        String name = NamePath.of(path, "");
        if (name.equals(KnownModel.EMBEDDED)) {
            throw ApiException.of(409, name + " comes with Easel and stays");
        }
        var model = stored(name);
        if (!model.isIn(inventory.folders().first())) {
            throw ApiException.of(
                    409, "%s lies in a folder of other programs and stays".formatted(name));
        }
        var ownName = inventory.find(name).map(place -> place.ownName());
        if (ownName.isPresent() && !loaded.unload(ImageGenerator.class, ownName.get())) {
            throw ApiException.of(
                    409,
                    "%s is drawing; it can be deleted when its jobs have ended".formatted(name));
        }
        model.delete();
        return ResponseEntity.noContent().build();
    }

    private StoredModel stored(String name) {
        try {
            return StoredModel.find(inventory.folders(), name);
        } catch (CheckpointException e) {
            throw missing(name);
        }
    }

    static ApiException missing(String name) {
        return ApiException.of(404, "There is no model %s here".formatted(Shown.of(name)));
    }

    static ResponseEntity<ObjectNode> json(ObjectNode content) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(content);
    }
}
