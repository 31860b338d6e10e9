package dev.easel.cli;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.ModelPlace;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.server.pull.PullNote;
import dev.easel.server.pull.PullableModel;
import dev.easel.server.pull.StoredModel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model in the list of models.
 *
 * @param here whether it is on this machine
 * @param path absent where it is not, or comes with the program
 * @param family SD 1.x, SD 2.x or SDXL, where that is known
 * @param bytes on this machine, else that are downloaded, about
 * @param place folder, file or program
 * @param recognised what its files were taken for, or why not
 */
record ModelRow(
        String id,
        String weights,
        boolean here,
        Optional<String> path,
        Optional<String> family,
        Optional<Long> bytes,
        Optional<String> licence,
        Optional<String> place,
        Optional<String> recognised) {
    /** {@return the row of a published model} */
    static ModelRow known(KnownModel model, Optional<ModelPlace> place) {
        var card = PullableModel.of(model.id());
        return of(model.id(), model.repository(), place, card);
    }

    /** {@return the row of the user's own} */
    static ModelRow other(String name, Optional<ModelPlace> place) {
        boolean file = place.filter(ModelPlace.File.class::isInstance).isPresent();
        String what = file ? "a file of yours" : "a folder of yours";
        return of(name, what, place, Optional.empty());
    }

    private static ModelRow of(
            String id, String weights, Optional<ModelPlace> place, Optional<PullableModel> card) {
        var path = place.flatMap(ModelPlace::location);
        var note = path.flatMap(PullNote::of);
        var found = place.flatMap(ModelRow::files);
        return new ModelRow(
                id,
                note.map(PullNote::source).orElse(weights),
                place.isPresent(),
                path.map(it -> it.toAbsolutePath().toString()),
                card.map(PullableModel::family).or(() -> found.flatMap(ModelFiles::family)),
                path.flatMap(it -> bytes(id, it)).or(() -> card.map(PullableModel::bytes)),
                note.flatMap(PullNote::licence).or(() -> card.map(PullableModel::licence)),
                place.map(ModelRow::kind),
                found.map(ModelRow::recognised));
    }

    private static String kind(ModelPlace place) {
        return switch (place) {
            case ModelPlace.Embedded _ -> "program";
            case ModelPlace.Folder _ -> "folder";
            case ModelPlace.File _ -> "file";
        };
    }

    private static Optional<Long> bytes(String id, Path path) {
        try {
            return Optional.of(new StoredModel(id, path).bytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@return the model's files, absent where they cannot be read} */
    private static Optional<ModelFiles> files(ModelPlace place) {
        try {
            return Optional.of(place.files());
        } catch (CheckpointException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static String recognised(ModelFiles files) {
        return files.notes().stream()
                .findFirst()
                .or(() -> files.index().findString("_class_name"))
                .orElse("a model in diffusers' layout");
    }
}
