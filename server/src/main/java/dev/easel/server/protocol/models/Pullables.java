package dev.easel.server.protocol.models;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.Shelf;
import dev.easel.server.models.ModelInventory;
import dev.easel.server.pull.PullSource;
import dev.easel.server.pull.PullSource.Repository;
import dev.easel.server.pull.PullableModel;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ArrayNode;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The published models that can be pulled by their ids. */
@Component
final class Pullables {
    private final ModelInventory inventory;

    Pullables(ModelInventory inventory) {
        this.inventory = inventory;
    }

    /** {@return whether what an id means is here, be it under another id of the same weights} */
    boolean isHere(String id) {
        return isHere(id, Set.copyOf(inventory.names(Shelf.LORAS)));
    }

    private boolean isHere(String id, Set<String> loras) {
        var known = KnownModel.of(id);
        return known.isPresent()
                ? known.flatMap(inventory.folders()::find).isPresent()
                : PullableModel.of(id).isPresent()
                        && (loras.contains(id) || inventory.find(id).isPresent());
    }

    /** Adds those that are not here, of the same weights one. */
    void describe(ArrayNode json) {
        var loras = Set.copyOf(inventory.names(Shelf.LORAS));
        var told = new HashSet<PullSource>();
        for (var model : PullableModel.ALL) {
            if (told.add(model.source()) && !isHere(model.id(), loras)) {
                var repository = repository(model);
                json.addObject()
                        .put("id", model.id())
                        .put("title", repository.map(Repository::name).orElse(model.id()))
                        .put("family", model.family())
                        .put(
                                "kind",
                                repository.flatMap(Repository::file).isPresent() ? "lora" : "model")
                        .put("bytes", model.bytes())
                        .put("license", model.licence());
            }
        }
    }

    private static Optional<Repository> repository(PullableModel model) {
        return model.source() instanceof Repository repository
                ? Optional.of(repository)
                : Optional.empty();
    }
}
