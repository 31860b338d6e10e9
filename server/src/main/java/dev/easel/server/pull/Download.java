package dev.easel.server.pull;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One file on its way: into {@code FILE.part}, which a later attempt goes on with, and under its
 * own name once its length and its checksum are right.
 */
final class Download {
    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final WebClient web;
    private final RemoteFile file;
    private final Path target;
    private final Path part;
    private final Path tag;
    private final AtomicLong done = new AtomicLong();
    private boolean resumed;

    /** What comes a second time is no progress: a server may cut off at the same byte forever. */
    private long furthest;

    /**
     * Prepares the download.
     *
     * @param target the file, in a folder that exists
     */
    Download(WebClient web, RemoteFile file, Path target) {
        this.web = web;
        this.file = file;
        this.target = target;
        this.part = beside(".part");
        this.tag = beside(".tag");
    }

    private Path beside(String extension) {
        return target.resolveSibling(target.getFileName() + extension);
    }

    /** {@return how many bytes are here} Any thread may ask. */
    long done() {
        return done.get();
    }

    /** {@return how many bytes of it lie here, whole or in part} */
    long present() throws IOException {
        return Files.exists(target) ? Files.size(target) : resumable() ? Files.size(part) : 0;
    }

    /** What has no checksum goes on only where the server's tag is the same as before. */
    private boolean resumable() throws IOException {
        if (!Files.exists(part) || file.checksum().isPresent()) {
            return Files.exists(part);
        }
        return file.tag().isPresent()
                && Files.exists(tag)
                && Files.readString(tag).equals(file.tag().get());
    }

    /**
     * {@return the whole file}
     *
     * @throws PullException where it cannot be had or is another one than was promised
     * @throws RefusedException where the server says no
     */
    Path run(PullSettings settings) throws InterruptedException {
        try {
            if (Files.exists(target) && isRight(target)) {
                done.set(Files.size(target));
                return target;
            }
            Files.deleteIfExists(target);
            if (!resumable()) {
                Files.deleteIfExists(part);
            }
            file.tag().ifPresent(text -> write(text));
            fetch(settings);
            if (!isRight(part)) {
                Files.delete(part);
                if (!resumed) {
                    throw other();
                }
                fetch(settings); // what was there before may have been of another version
                if (!isRight(part)) {
                    Files.delete(part);
                    throw other();
                }
            }
            Files.move(part, target);
            Files.deleteIfExists(tag);
            return target;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(tag, text);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private void fetch(PullSettings settings) throws InterruptedException {
        var attempts = new Attempts(settings);
        attempts.until(file.name() + " cannot be downloaded", () -> goOn(attempts));
    }

    private boolean goOn(Attempts attempts) throws IOException, InterruptedException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        if (file.bytes().isPresent() && have > file.bytes().getAsLong()) {
            Files.delete(part);
            have = 0;
        }
        done.set(have);
        resumed |= have > 0;
        if (file.bytes().isPresent() && have == file.bytes().getAsLong() && have > 0) {
            return true;
        }
        var answer = web.get(file.uri(), headers(have));
        try (var body = answer.body()) {
            boolean goesOn = answer.statusCode() == PARTIAL && begins(answer) == have;
            if (!goesOn && answer.statusCode() != OK) {
                Files.deleteIfExists(part);
                throw new IOException("the server does not go on from byte " + have);
            }
            receive(body, goesOn ? have : 0, attempts);
        }
        if (file.bytes().isPresent() && done.get() < file.bytes().getAsLong()) {
            throw new IOException(
                    "it ended after %d of %d bytes"
                            .formatted(done.get(), file.bytes().getAsLong()));
        }
        return true;
    }

    private Map<String, String> headers(long have) {
        var headers = new HashMap<>(Map.of("Accept-Encoding", "identity"));
        if (have > 0) {
            headers.put("Range", "bytes=%d-".formatted(have));
            file.tag().ifPresent(text -> headers.put("If-Range", text));
        }
        return headers;
    }

    /** {@return the first byte of a part, or -1} */
    private static long begins(HttpResponse<?> answer) {
        String range = answer.headers().firstValue("Content-Range").orElse("");
        String first = range.replaceFirst("^bytes (\\d{1,18})-.*$", "$1");
        return first.equals(range) ? -1 : Long.parseLong(first);
    }

    private void receive(TimedBody body, long from, Attempts attempts)
            throws IOException, InterruptedException {
        try (var channel = open(from)) {
            long written = from;
            done.set(from);
            for (var piece = body.next(); piece.isPresent(); piece = body.next()) {
                written += write(channel, piece.get());
                done.set(written);
                if (written > furthest) {
                    furthest = written;
                    attempts.succeeded();
                }
                if (file.bytes().isPresent() && written > file.bytes().getAsLong()) {
                    throw tooLong(file.bytes().getAsLong());
                }
            }
        }
    }

    private FileChannel open(long from) throws IOException {
        try {
            var channel =
                    FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (from == 0) {
                channel.truncate(0);
            }
            return channel.position(from);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private long write(FileChannel channel, List<ByteBuffer> piece) throws InterruptedException {
        try {
            long bytes = 0;
            for (var buffer : piece) {
                while (buffer.hasRemaining()) {
                    bytes += channel.write(buffer);
                }
            }
            return bytes;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private boolean isRight(Path whole) throws IOException {
        boolean rightLength =
                file.bytes().isEmpty() || Files.size(whole) == file.bytes().getAsLong();
        Optional<Checksum> checksum = file.checksum();
        return rightLength
                && (checksum.isEmpty() || checksum.get().of(whole).equals(checksum.get().hex()));
    }

    private PullException tooLong(long promised) throws IOException {
        Files.deleteIfExists(part);
        return new PullException(
                "%s is longer than the %d bytes that were promised; it was deleted"
                        .formatted(file.name(), promised));
    }

    private PullException other() {
        return new PullException(
                "%s is not what was promised: its %s is another than %s; it was deleted"
                        .formatted(
                                file.name(),
                                file.checksum().map(it -> it.kind().title()).orElse("length"),
                                file.checksum().map(Checksum::hex).orElse(file.bytes() + "")));
    }

    private PullException notWritten(IOException e) {
        String reason = String.valueOf(e.getMessage());
        boolean full =
                reason.toLowerCase(Locale.ROOT).contains("no space left")
                        || reason.toLowerCase(Locale.ROOT).contains("not enough space");
        return new PullException(
                full
                        ? "the disk is full: %s cannot be written; the same command goes on from where it is"
                                .formatted(file.name())
                        : "%s cannot be written: %s".formatted(target, reason),
                e);
    }
}
