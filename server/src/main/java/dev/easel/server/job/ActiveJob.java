package dev.easel.server.job;

import java.util.UUID;

/** A job that waits or is worked on in this process. Thread-safe. */
public final class ActiveJob {
    private final UUID id;
    private final String owner;
    private final String user;
    private final boolean resumable;
    private final Task task;
    private int watchers;
    private boolean ended;

    ActiveJob(UUID id, JobOrder order, Task task) {
        this.id = id;
        this.owner = order.owner();
        this.user = order.user().orElse("");
        this.resumable = order.resumable();
        this.task = task;
    }

    ActiveJob(StoredJob stored, Task task) {
        this.id = stored.id();
        this.owner = stored.owner();
        this.user = "";
        this.resumable = true;
        this.task = task;
    }

    public UUID id() {
        return id;
    }

    String owner() {
        return owner;
    }

    /** {@return who pays; empty where that is not known here} */
    String user() {
        return user;
    }

    boolean isResumable() {
        return resumable;
    }

    public Task task() {
        return task;
    }

    JobQueue.Entry entry() {
        return new JobQueue.Entry(id, owner, task.summary().model(), task.heldBytes());
    }

    synchronized void onWatched() {
        watchers++;
    }

    /** {@return whether it has ended and nobody watches it any more} */
    synchronized boolean onLeft() {
        watchers--;
        return ended && watchers == 0;
    }

    /** {@return whether nobody watches it at its end} */
    synchronized boolean onEnded() {
        ended = true;
        return watchers == 0;
    }

    @Override
    public String toString() {
        return "job " + id;
    }
}
