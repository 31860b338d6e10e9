package dev.easel.cli;

import dev.easel.server.job.MadePicture;
import dev.easel.server.protocol.mcp.PictureUri;
import dev.easel.server.protocol.mcp.Studio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The pictures of an assistant's session, the oldest of which go where they become too many. */
final class MadePictures {
    private static final long MOST_BYTES = 256L << 20;

    private final Deque<Kept> newestFirst = new ArrayDeque<>();
    private long bytes;

    private record Kept(Studio.Picture picture, String title) {
        int bytes() {
            return picture.file().length;
        }
    }

    /** {@return the same pictures, under the names by which they are found again} */
    synchronized List<Studio.Picture> add(String title, List<MadePicture> files) {
        var job = UUID.randomUUID();
        var added = new ArrayList<Studio.Picture>();
        for (var file : files) {
            var uri = new PictureUri(job, added.size() + 1);
            added.add(new Studio.Picture(uri, file.file(), file.seed()));
        }
        added.forEach(picture -> keep(new Kept(picture, title)));
        return added;
    }

    private void keep(Kept picture) {
        newestFirst.addFirst(picture);
        bytes += picture.bytes();
        while (bytes > MOST_BYTES && newestFirst.size() > 1) {
            bytes -= newestFirst.removeLast().bytes();
        }
    }

    synchronized List<Studio.Listed> newestFirst() {
        return newestFirst.stream()
                .map(kept -> new Studio.Listed(kept.picture().uri(), kept.title()))
                .toList();
    }

    synchronized Optional<byte[]> find(PictureUri uri) {
        return newestFirst.stream()
                .map(Kept::picture)
                .filter(picture -> picture.uri().equals(uri))
                .findFirst()
                .map(Studio.Picture::file);
    }
}
