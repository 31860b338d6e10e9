package dev.easel.server.protocol.models;

import dev.easel.server.error.ApiException;
import dev.easel.server.models.ModelInventory;
import dev.easel.server.protocol.models.Pull.Status;
import dev.easel.server.pull.ModelPuller;
import dev.easel.server.pull.PullException;
import dev.easel.server.pull.PullRequest;
import dev.easel.server.pull.PullSettings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The downloads that run or have just ended, one of each id. Thread-safe. */
@Component
final class Pulls implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Pulls.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int AT_ONCE = 4;

    private final Path root;
    private final ModelPuller puller;
    private final Clock clock;
    private final Map<String, Running> pulls = new LinkedHashMap<>();
    private volatile boolean open;

    Pulls(ModelInventory inventory, PullSettings settings, Clock clock) {
        this.root = inventory.folders().first().toAbsolutePath();
        this.puller = new ModelPuller(root, settings);
        this.clock = clock;
    }

    private record Running(Pull pull, Thread thread) {}

    /**
     * {@return the download of an id, which goes on where it has begun already}
     *
     * @throws ApiException 503 where too many run, or the server stops
     */
    synchronized Pull start(String id, PullRequest request) {
        forgetOld();
        var known = find(id).filter(pull -> !pull.state().isFinal());
        if (known.isPresent()) {
            return known.get();
        }
        if (!open || all().stream().filter(pull -> !pull.state().isFinal()).count() >= AT_ONCE) {
            throw ApiException.later(
                    503, "%d models are being pulled; try again later".formatted(AT_ONCE), 10);
        }
        var pull = new Pull(id, clock);
        var before = Optional.ofNullable(pulls.remove(id)).map(Running::thread);
        var thread =
                Thread.ofVirtual().name("pull " + id).unstarted(() -> run(pull, request, before));
        pulls.put(id, new Running(pull, thread));
        thread.start();
        return pull;
    }

    /** One that was stopped may take a moment to let its files go. */
    private void run(Pull pull, PullRequest request, Optional<Thread> before) {
        try {
            if (before.isPresent()) {
                before.get().join();
            }
            var pulled = puller.pull(request, pull);
            LOG.info("{} is here", pulled.name());
            pull.end(Status.DONE, Optional.empty());
        } catch (InterruptedException e) {
            pull.end(Status.CANCELLED, Optional.empty());
        } catch (PullException e) {
            LOG.warn("{} cannot be pulled: {}", pull.id(), e.getMessage());
            pull.end(Status.FAILED, Optional.of(told(String.valueOf(e.getMessage()))));
        } catch (RuntimeException | Error e) {
            LOG.error("{} cannot be pulled", pull.id(), e);
            pull.end(Status.FAILED, Optional.of("Something went wrong on the server"));
        }
    }

    /** Where the models lie is nobody's business over HTTP. */
    private String told(String sentence) {
        return sentence.replace(root + "/", "").replace(root.toString(), "the models' folder");
    }

    synchronized Optional<Pull> find(String id) {
        return Optional.ofNullable(pulls.get(id)).map(Running::pull);
    }

    /** {@return those that run or ended lately, the oldest first} */
    synchronized List<Pull> all() {
        forgetOld();
        return pulls.values().stream().map(Running::pull).toList();
    }

    private void forgetOld() {
        var old = clock.instant().minus(REMEMBERED);
        pulls.values().removeIf(running -> running.pull().endedBefore(old));
    }

    /** Ends a download; what has come stays for the next time. One that has ended is forgotten. */
    synchronized void stop(String id) {
        var running = Optional.ofNullable(pulls.get(id));
        running.filter(it -> it.pull().state().isFinal()).ifPresent(_ -> pulls.remove(id));
        running.ifPresent(Pulls::end);
    }

    private static void end(Running running) {
        running.pull().end(Status.CANCELLED, Optional.empty());
        running.thread().interrupt();
    }

    @Override
    public void start() {
        open = true;
    }

    /** Ends all, before their streams would keep the server from stopping. */
    @Override
    public synchronized void stop() {
        open = false;
        pulls.values().forEach(Pulls::end);
    }

    @Override
    public boolean isRunning() {
        return open;
    }
}
