package dev.easel.cli;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.server.Workshop;
import dev.easel.server.job.JobState;
import dev.easel.server.job.MadePicture;
import dev.easel.server.job.Task;
import dev.easel.server.protocol.mcp.Call;
import dev.easel.server.protocol.mcp.ModelCard;
import dev.easel.server.protocol.mcp.PictureUri;
import dev.easel.server.protocol.mcp.Protocol;
import dev.easel.server.protocol.mcp.RefusedException;
import dev.easel.server.protocol.mcp.Studio;
import dev.easel.server.request.PlannedRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Makes an assistant's pictures in this process, one request after the other. */
final class LocalStudio implements Studio, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalStudio.class);
    private static final int SECONDS_BETWEEN = 5;

    private final Workshop workshop;
    private final MadePictures made = new MadePictures();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("mcp-clock").factory());

    LocalStudio(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Made make(Order order, Call call) throws InterruptedException {
        var plan = workshop.planner().plan(order.request(), Protocol.NAME);
        var signs =
                clock.scheduleWithFixedDelay(
                        () -> call.tellWaiting("working"),
                        SECONDS_BETWEEN,
                        SECONDS_BETWEEN,
                        TimeUnit.SECONDS);
        try {
            return inTurn(plan, order, call);
        } finally {
            signs.cancel(false);
        }
    }

    private Made inTurn(PlannedRequest plan, Order order, Call call) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            var pictures = made(plan.task(), call);
            return new Made(
                    plan.model(),
                    Stream.concat(plan.notes().stream(), order.notes().stream()).toList(),
                    Optional.empty(),
                    made.add(title(order), pictures));
        } finally {
            turn.unlock();
        }
    }

    private static String title(Order order) {
        String prompt = order.written().prompt();
        return prompt.isBlank() ? "A picture without words" : prompt;
    }

    private static List<MadePicture> made(Task task, Call call) {
        call.tellWaiting("loading " + task.summary().model());
        try (var work = task.claim().orElseThrow()) {
            requireWanted(call);
            return work.make(state -> tell(state, task.summary().number(), call));
        } catch (CancellationException e) {
            throw new RefusedException("The request was cancelled");
        } catch (IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        } catch (CheckpointException e) {
            LOG.warn("{} cannot be loaded", task.summary().model(), e);
            throw new RefusedException(
                    "The model %s cannot be loaded: %s"
                            .formatted(task.summary().model(), e.getMessage()));
        } catch (OutOfMemoryError e) {
            LOG.warn("There is not enough memory", e);
            throw new RefusedException(
                    "There is not enough memory for this; a smaller picture needs less");
        }
    }

    private static void tell(JobState.Generating state, int number, Call call) {
        requireWanted(call);
        call.tell(state, number);
    }

    private static void requireWanted(Call call) {
        if (call.isCancelled()) {
            throw new CancellationException("cancelled");
        }
    }

    @Override
    public List<ModelCard> models() {
        return ModelCard.all(workshop.catalog());
    }

    @Override
    public String usualModel() {
        return workshop.catalog().models().getFirst();
    }

    @Override
    public Page pictures(Optional<String> cursor) {
        return new Page(made.newestFirst(), Optional.empty());
    }

    @Override
    public Optional<byte[]> picture(PictureUri uri) {
        return made.find(uri);
    }

    @Override
    public Optional<byte[]> file(String argument, String path) {
        return Optional.of(PictureFile.content(argument, path));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        turn.lock(); // what is being drawn needs its model to the end
    }
}
