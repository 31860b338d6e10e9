package dev.easel.catalog;

import java.nio.file.Path;

/** Where a model's weights are. */
public sealed interface ModelPlace {
    /** {@return what it is called in messages} */
    String name();

    /** In the program itself. */
    record Embedded() implements ModelPlace {
        @Override
        public String name() {
            return KnownModel.EMBEDDED;
        }
    }

    /** In a folder in diffusers' layout. */
    record Folder(String name, Path path) implements ModelPlace {}
}
