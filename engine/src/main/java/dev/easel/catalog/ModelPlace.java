package dev.easel.catalog;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.checkpoint.layout.SingleFileOptions;

import java.nio.file.Path;
import java.util.Optional;

/** Where a model's weights are. */
public sealed interface ModelPlace {
    /** {@return what it is called in messages} */
    String name();

    /** {@return what its folder or file is called, also where it is asked for by another id} */
    default String ownName() {
        return location()
                .filter(_ -> KnownModel.of(name()).isPresent())
                .map(ModelFiles::nameOf)
                .orElse(name());
    }

    /** {@return the folder or the file, where the user has it} */
    Optional<Path> location();

    /**
     * {@return its parts and their configurations; of weights at most the names are read}
     *
     * @throws CheckpointException where it is missing, broken, or no model that Easel knows
     */
    ModelFiles files();

    /** In the program itself. */
    record Embedded() implements ModelPlace {
        @Override
        public String name() {
            return KnownModel.EMBEDDED;
        }

        @Override
        public Optional<Path> location() {
            return Optional.empty();
        }

        @Override
        public ModelFiles files() {
            return ModelFiles.open(EmbeddedModel.unpack(), name());
        }
    }

    /** In a folder in diffusers' layout. */
    record Folder(String name, Path path) implements ModelPlace {
        @Override
        public Optional<Path> location() {
            return Optional.of(path);
        }

        @Override
        public ModelFiles files() {
            return ModelFiles.open(path);
        }
    }

    /**
     * In a single {@code .safetensors} file.
     *
     * @param options what the file does not say of itself
     */
    record File(String name, Path path, SingleFileOptions options) implements ModelPlace {
        /** A file that is called as it is without its extension, and of which all is found out. */
        public File(Path path) {
            this(ModelFiles.nameOf(path), path);
        }

        /** A file of which all is found out. */
        public File(String name, Path path) {
            this(name, path, SingleFileOptions.NONE);
        }

        /** {@return the same with what the file does not say of itself} */
        public File with(SingleFileOptions other) {
            return new File(name, path, other);
        }

        @Override
        public Optional<Path> location() {
            return Optional.of(path);
        }

        @Override
        public ModelFiles files() {
            return ModelFiles.open(path, options);
        }
    }
}
