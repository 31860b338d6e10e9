package dev.easel.pictures;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The filtered rows of a PNG, inflated on demand, one IDAT chunk after another. */
final class PngData implements AutoCloseable {
    private final byte[] png;
    private final Inflater inflater = new Inflater();
    private int next;

    /**
     * @param first the offset of the first IDAT chunk
     */
    PngData(byte[] png, int first) {
        this.png = png;
        this.next = first;
    }

    /**
     * Fills the whole array with the next bytes.
     *
     * @throws IllegalArgumentException if they are damaged or there are not as many
     */
    void read(byte[] bytes) {
        try {
            int done = 0;
            while (done < bytes.length) {
                int count = inflater.inflate(bytes, done, bytes.length - done);
                done += count;
                if (count == 0) {
                    feed();
                }
            }
        } catch (DataFormatException e) {
            throw new IllegalArgumentException(
                    "the PNG is damaged: its pixels cannot be inflated", e);
        }
    }

    private void feed() {
        if (inflater.finished() || inflater.needsDictionary()) {
            throw tooFew();
        }
        var chunk = PngChunk.at(png, next);
        if (!chunk.type().equals("IDAT")) {
            throw tooFew();
        }
        chunk.requireIntact(png);
        inflater.setInput(png, chunk.start(), chunk.length());
        next = chunk.end();
    }

    private static IllegalArgumentException tooFew() {
        return new IllegalArgumentException(
                "the PNG is damaged: it holds fewer pixels than its header says");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
