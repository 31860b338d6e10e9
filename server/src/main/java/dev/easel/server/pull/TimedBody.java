package dev.easel.server.pull;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, piece by piece, each of which must come in time. At most two pieces are in
 * memory.
 */
final class TimedBody implements HttpResponse.BodySubscriber<TimedBody>, AutoCloseable {
    private final Duration patience;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();

    TimedBody(Duration patience) {
        this.patience = patience;
    }

    private sealed interface Event {}

    private record Piece(List<ByteBuffer> buffers) implements Event {}

    private record Failed(Throwable reason) implements Event {}

    private record Ended() implements Event {}

    @Override
    public CompletionStage<TimedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription.complete(given);
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        events.add(new Piece(buffers));
    }

    @Override
    public void onError(Throwable reason) {
        events.add(new Failed(reason));
    }

    @Override
    public void onComplete() {
        events.add(new Ended());
    }

    /**
     * {@return the next piece, absent at the end}
     *
     * @throws IOException where the connection breaks, or nothing comes for too long
     */
    Optional<List<ByteBuffer>> next() throws IOException, InterruptedException {
        var event = Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        if (event.isEmpty()) {
            throw new IOException("nothing came for " + patience.toSeconds() + " s");
        }
        return switch (event.get()) {
            case Piece piece -> {
                subscription.join().request(1);
                yield Optional.of(piece.buffers());
            }
            case Failed failed ->
                    throw new IOException("the connection broke off", failed.reason());
            case Ended _ -> Optional.empty();
        };
    }

    /** Takes no more, and ends the connection unless the body has ended. */
    @Override
    public void close() {
        var _ = subscription.thenAccept(Subscription::cancel);
    }
}
