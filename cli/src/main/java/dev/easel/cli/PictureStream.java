package dev.easel.cli;

import dev.easel.pictures.ImageFormat;

import java.io.PrintStream;

/** Standard output, for one picture. */
record PictureStream(ImageFormat format, PrintStream out) implements PictureOutput {
    @Override
    public Written write(int index, String stem, byte[] content) {
        out.write(content, 0, content.length);
        if (out.checkError()) {
            throw new CommandException(ExitCode.OUTPUT, "cannot write to standard output");
        }
        return new Written("standard output", StandardInput.NAME);
    }
}
