package dev.easel.server.protocol.mcp;

import dev.easel.server.job.JobState;

import io.modelcontextprotocol.spec.McpSchema;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request of a client while it is worked on: who works on it, how far it is, and whether it is
 * still wanted.
 */
public final class Call {
    private final Conversation conversation;
    private final Studio studio;
    private final Outlet outlet;
    private final List<Runnable> onCancel = new ArrayList<>();
    private final Progress progress = new Progress();
    private Optional<Object> progressToken = Optional.empty();
    private volatile boolean cancelled;

    Call(Conversation conversation, Studio studio, Outlet outlet) {
        this.conversation = conversation;
        this.studio = studio;
        this.outlet = outlet;
    }

    Conversation conversation() {
        return conversation;
    }

    Studio studio() {
        return studio;
    }

    /** Has the client told of the progress where its request has a token for that. */
    void tellProgress(JsonNode token) {
        progressToken = Message.id(token);
    }

    /**
     * Says how far the work is.
     *
     * @param number of pictures that are made
     * @throws UncheckedIOException where the client has gone
     */
    public synchronized void tell(JobState.Generating state, int number) {
        if (state.steps() == 0) {
            tellWaiting("beginning");
            return;
        }
        double whole = (double) state.steps() * number;
        String message = "step %d of %d".formatted(state.step(), state.steps());
        progress.to(state.fraction() * whole, whole, message)
                .ifPresentOrElse(this::send, this::keepAlive);
    }

    /**
     * Says that the work goes on, or has not begun. To be called every few seconds.
     *
     * @throws UncheckedIOException where the client has gone
     */
    public synchronized void tellWaiting(String message) {
        progress.waiting(message).ifPresentOrElse(this::send, this::keepAlive);
    }

    /** Says that there are more pictures to list. */
    void tellNewPictures() {
        conversation.send(
                outlet,
                new McpSchema.JSONRPCNotification(
                        McpSchema.METHOD_NOTIFICATION_RESOURCES_LIST_CHANGED, null));
    }

    private void send(Progress.Step step) {
        progressToken.ifPresentOrElse(token -> send(token, step), this::keepAlive);
    }

    private void send(Object token, Progress.Step step) {
        var notification =
                McpSchema.ProgressNotification.builder(token, step.progress())
                        .message(step.message());
        step.total().ifPresent(notification::total);
        conversation.send(
                outlet,
                new McpSchema.JSONRPCNotification(
                        McpSchema.METHOD_NOTIFICATION_PROGRESS, notification.build()));
    }

    private void keepAlive() {
        try {
            outlet.keepAlive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return whether nobody waits for it any more} */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Has something done when nobody waits any more, at once where that is so now. */
    public void onCancel(Runnable action) {
        synchronized (onCancel) {
            if (!cancelled) {
                onCancel.add(action);
                return;
            }
        }
        action.run();
    }

    void cancel() {
        List<Runnable> actions;
        synchronized (onCancel) {
            cancelled = true;
            actions = List.copyOf(onCancel);
            onCancel.clear();
        }
        actions.forEach(Runnable::run);
    }
}
