package dev.easel.checkpoint.layout;

import java.nio.file.Path;

/** Where a tokenizer's vocabulary is. */
public sealed interface TokenizerPlace {
    /** In a folder with {@code vocab.json} and {@code merges.txt}. */
    record Folder(Path path) implements TokenizerPlace {}

    /**
     * In the program itself: CLIP's, which single files lack.
     *
     * @param pad the token that fills a prompt up to its length
     */
    record BuiltIn(String pad) implements TokenizerPlace {}
}
