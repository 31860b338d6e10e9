package dev.easel.cli;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.ModelPlace;
import dev.easel.server.pull.PullableModel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Names the command that brings what is published, but not here. */
final class PullHint {
    private PullHint() {}

    /**
     * {@return what ends a command that needs it; absent where nothing is published under an id}
     */
    static Optional<CommandException> of(String id) {
        return PullableModel.of(id)
                .map(model ->
                        new CommandException(
                                ExitCode.MODEL,
                                "%s is not on this machine; ./easel pull %1$s brings it"
                                        .formatted(model.id())));
    }

    /**
     * {@return where a model is, as {@link ModelFolders#find(String)} has it}
     *
     * @throws CommandException where it is not here and can be pulled
     * @throws dev.easel.checkpoint.CheckpointException where it is not here
     */
    static ModelPlace find(ModelFolders places, String name) {
        var hint = of(name).filter(_ -> !Files.exists(Path.of(name)));
        return hint.isEmpty() || KnownModel.of(name).isPresent()
                ? places.find(name)
                : places.named(name).orElseThrow(hint::get);
    }
}
