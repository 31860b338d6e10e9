package dev.easel.pictures;

import javax.imageio.stream.ImageInputStreamImpl;

/** A header and then a slice of a file, as input of ImageIO's readers; nothing is copied. */
final class MemoryInput extends ImageInputStreamImpl {
    private final byte[] head;
    private final byte[] content;
    private final int start;
    private final int length;

    /** Reads {@code head}, then {@code content} from {@code start} up to {@code end}. */
    MemoryInput(byte[] head, byte[] content, int start, int end) {
        this.head = head;
        this.content = content;
        this.start = start;
        this.length = head.length + end - start;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
        bitOffset = 0;
        int at = (int) Math.min(streamPos, length);
        boolean inHead = at < head.length;
        int read = Math.min(count, (inHead ? head.length : length) - at);
        if (read == 0) {
            return count == 0 ? 0 : -1;
        }
        if (inHead) {
            System.arraycopy(head, at, bytes, offset, read);
        } else {
            System.arraycopy(content, start + at - head.length, bytes, offset, read);
        }
        streamPos += read;
        return read;
    }

    @Override
    public long length() {
        return length;
    }
}
