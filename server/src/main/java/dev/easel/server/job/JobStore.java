package dev.easel.server.job;

import dev.easel.server.billing.Accounts;
import dev.easel.server.billing.Usd;
import dev.easel.server.job.JobPlaces.Place;
import dev.easel.server.job.StoredJob.State;
import dev.easel.server.storage.Transactions;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The jobs, on the disk before anyone is told of them. Each change is one transaction, which also
 * reserves, books or releases the job's charge; of several that would change the same job at the
 * same time exactly one does. One server works on a database.
 */
@Component
public final class JobStore {
    private static final int MOST_ATTEMPTS = 2;

    private final Transactions transactions;
    private final Accounts accounts;
    private final JobTable jobs;
    private final JobRequests requests;
    private final JobPlaces deleted = new JobPlaces();

    JobStore(JdbcClient client, Transactions transactions, Accounts accounts, Clock clock) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.jobs = new JobTable(client, clock);
        this.requests = new JobRequests(client);
    }

    /**
     * A job that is to be stored.
     *
     * @param owner the id of the key that it came with, empty while no key is asked for
     * @param user who pays; empty where nobody does
     * @param idempotencyKey names the job among those of its owner, at most 255 characters
     * @param requestDigest tells requests apart, at most 64 characters
     * @param protocol by which it was asked for
     * @param model the name of its model
     * @param request what the job can be made from again; empty where it does not run again after a
     *     crash
     * @param charge what is reserved from the user's plan
     * @param kept what stays of it when it has ended
     */
    public record NewJob(
            UUID id,
            String owner,
            Optional<String> user,
            Optional<String> idempotencyKey,
            String requestDigest,
            String protocol,
            String model,
            Optional<byte[]> request,
            Usd charge,
            KeptRequest kept) {
        boolean resumable() {
            return request.isPresent();
        }
    }

    /**
     * Adds a job, which is then queued, and reserves its charge.
     *
     * @return the owner's earlier job of the same idempotency key, in whose favour nothing was
     *     added; empty where the new one was
     * @throws RuntimeException if the user's plan does not cover the charge; nothing is added then
     */
    public Optional<StoredJob> add(NewJob job) {
        return transactions.get(() -> {
            if (!jobs.insert(job)) {
                return Optional.of(earlier(job));
            }
            job.request().ifPresent(request -> requests.put(job.id(), request));
            job.user().ifPresent(u -> accounts.reserve(job.id(), u, job.model(), job.charge()));
            return Optional.empty();
        });
    }

    private StoredJob earlier(NewJob job) {
        return job.idempotencyKey()
                .flatMap(key -> jobs.find(job.owner(), key))
                .orElseThrow(() -> new IllegalStateException("the job " + job.id() + " is there"));
    }

    /** {@return whether the job went from queued to generating, which counts as an attempt} */
    public boolean start(UUID id) {
        return transactions.get(() -> jobs.start(id));
    }

    /** {@return whether the job went back from generating to queued, as if it had not started} */
    public boolean putBack(UUID id) {
        return transactions.get(() -> jobs.putBack(id));
    }

    /** {@return whether the job went from generating to done} Its charge is booked. */
    public boolean finish(UUID id, Usd cost) {
        return transactions.get(() -> {
            boolean finished = jobs.finish(id, cost);
            if (finished) {
                requests.delete(id);
                accounts.book(id);
            }
            return finished;
        });
    }

    /** {@return whether the job, queued or generating, has failed now} Its charge is released. */
    public boolean fail(UUID id, JobState.Failed why) {
        return transactions.get(() -> end(id, State.FAILED, Optional.of(why)));
    }

    /** Takes a job out that was never to be seen. Its charge is released. */
    public void withdraw(UUID id) {
        transactions.run(() -> {
            var _ = jobs.delete(id);
            accounts.release(id);
        });
    }

    /** {@return whether the job, queued or generating, is cancelled now} Its charge is released. */
    public boolean cancel(UUID id) {
        return transactions.get(() -> end(id, State.CANCELLED, Optional.empty()));
    }

    /** {@return the job of an id} */
    public Optional<StoredJob> find(UUID id) {
        return jobs.find(id);
    }

    /** {@return the kept jobs that a search finds, newest first} */
    public List<StoredJob> find(JobSearch search) {
        return jobs.find(search, place(search));
    }

    /** {@return whether a search begins at the newest job or behind one of its owner} */
    public boolean isPlace(JobSearch search) {
        return search.before().isEmpty() || place(search).isPresent();
    }

    private Optional<Place> place(JobSearch search) {
        return search.before()
                .flatMap(id -> jobs.find(id).map(Place::of).or(() -> deleted.find(id)))
                .filter(place -> place.owner().equals(search.owner()));
    }

    /** Writes down what a job is that came before requests were kept. */
    void describe(UUID id, KeptRequest kept) {
        transactions.run(() -> jobs.describe(id, kept));
    }

    /** {@return what a job that has not ended can be made from again; empty unless resumable} */
    public Optional<byte[]> request(UUID id) {
        return requests.find(id);
    }

    /**
     * Tidies up after a server that stopped in the middle: resumable jobs are queued to run again,
     * once; those that have had their second try fail, and all others are cancelled.
     *
     * @return the queued ones, oldest first
     */
    public List<StoredJob> recover() {
        return jobs.unfinished().stream()
                .filter(job -> transactions.get(() -> runsAgain(job)))
                .flatMap(job -> jobs.find(job.id()).stream())
                .toList();
    }

    private boolean runsAgain(StoredJob job) {
        if (!job.resumable()) {
            var sentence = "The server stopped before the job was done; please send it again";
            end(job.id(), State.CANCELLED, Optional.of(stopped(sentence)));
            return false;
        }
        if (job.attempts() >= MOST_ATTEMPTS) {
            var sentence = "The server stopped twice while it worked on the job";
            end(job.id(), State.FAILED, Optional.of(stopped(sentence)));
            return false;
        }
        return jobs.queueAgain(job.id());
    }

    private static JobState.Failed stopped(String sentence) {
        return new JobState.Failed(JobState.Reason.INTERNAL, sentence);
    }

    private boolean end(UUID id, State state, Optional<JobState.Failed> why) {
        boolean ended = jobs.end(id, state, why);
        if (ended) {
            requests.delete(id);
            accounts.release(id);
        }
        return ended;
    }

    /**
     * {@return whether there was a job that has ended, which is deleted now} What was booked for it
     * stays on record.
     */
    public boolean deleteEnded(UUID id) {
        jobs.find(id).ifPresent(deleted::remember);
        return transactions.get(() -> jobs.deleteEnded(id));
    }

    /** {@return the jobs that ended before a time} */
    public List<UUID> endedBefore(Instant time) {
        return jobs.endedBefore(time);
    }

    /** {@return the jobs that have ended, the oldest first} */
    List<UUID> ended() {
        return jobs.ended();
    }

    /**
     * Deletes the jobs that ended before a time. What was booked for them stays on record.
     *
     * @return how many
     */
    public int forget(Instant before) {
        return transactions.get(() -> jobs.deleteEndedBefore(before));
    }
}
