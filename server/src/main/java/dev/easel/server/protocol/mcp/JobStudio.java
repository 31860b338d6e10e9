package dev.easel.server.protocol.mcp;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.Job;
import dev.easel.server.job.JobSearch;
import dev.easel.server.job.JobState;
import dev.easel.server.job.JobView;
import dev.easel.server.job.PictureRef;
import dev.easel.server.job.StoredJob;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.submission.Submissions;
import dev.easel.server.submission.Submitted;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Has the service make a caller's pictures, as jobs that are kept: the next sessions find them too.
 *
 * @param idempotencyKey under which a request's job is found again
 */
record JobStudio(StudioParts parts, Caller caller, Optional<String> idempotencyKey)
        implements Studio {
    private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(2);
    private static final int PAGE = 50;
    private static final int LONGEST_TITLE = 100;

    @Override
    public Made make(Order order, Call call) throws InterruptedException {
        var wish =
                new Submissions.Wish(
                        order.request(),
                        Protocol.NAME,
                        Optional.empty(),
                        order.notes(),
                        Optional.of(order.written()));
        var terms = new Submissions.Terms(caller, idempotencyKey, true);
        try (var submitted = parts.submissions().submit(wish, terms)) {
            var job = submitted.job();
            call.onCancel(() -> parts.jobs().cancel(job));
            return made(follow(job, number(order.request()), call), submitted);
        } catch (ApiException e) {
            throw new RefusedException(e.sentence());
        }
    }

    private static int number(GenerationRequest request) {
        return switch (request) {
            case GenerationRequest.Generate generate -> generate.drawing().number();
            case GenerationRequest.Img2Img img2img -> img2img.drawing().number();
            case GenerationRequest.Upscale _ -> 1;
        };
    }

    /** {@return the end of a job} A client that leaves takes its job back. */
    private JobState follow(Job job, int number, Call call) throws InterruptedException {
        try {
            var seen = job.now();
            long told = -1;
            while (!seen.state().isFinal()) {
                if (seen.version() > told && seen.state() instanceof JobState.Generating state) {
                    call.tell(state, number);
                } else {
                    call.tellWaiting(
                            seen.state() instanceof JobState.Queued
                                    ? "waiting for other pictures"
                                    : "working");
                }
                told = seen.version();
                seen = job.await(told, BETWEEN_SIGNS);
            }
            return seen.state();
        } catch (UncheckedIOException e) {
            parts.jobs().cancel(job);
            throw e;
        }
    }

    private Made made(JobState end, Submitted submitted) {
        return switch (end) {
            case JobState.Done done ->
                    new Made(
                            submitted.model(),
                            submitted.notes(),
                            caller.user()
                                    .map(_ ->
                                            done.cost()
                                                    .amount()
                                                    .stripTrailingZeros()
                                                    .toPlainString()),
                            done.pictures().stream().map(this::picture).toList());
            case JobState.Failed failed -> throw new RefusedException(failed.sentence());
            case JobState.Cancelled _ -> throw new RefusedException("The job was cancelled");
            case JobState.Queued _, JobState.Generating _ ->
                    throw new IllegalStateException("the job has not ended");
        };
    }

    private Picture picture(PictureRef ref) {
        byte[] file =
                parts.pictures()
                        .file(ref)
                        .orElseThrow(() -> new RefusedException("The picture was deleted"));
        return new Picture(new PictureUri(ref.job(), ref.number() + 1), file, ref.seed());
    }

    @Override
    public List<ModelCard> models() {
        return ModelCard.all(parts.catalog());
    }

    @Override
    public String usualModel() {
        return parts.catalog().models().getFirst();
    }

    @Override
    public Page pictures(Optional<String> cursor) {
        var search =
                new JobSearch(
                        caller.owner(),
                        PAGE,
                        cursor.map(JobStudio::job),
                        List.of(),
                        Optional.empty(),
                        JobSearch.Period.ALWAYS,
                        Set.of(StoredJob.State.DONE));
        var found = parts.views().find(search);
        return new Page(
                found.stream().flatMap(JobStudio::listed).toList(),
                found.size() < PAGE
                        ? Optional.empty()
                        : Optional.of(found.getLast().stored().id().toString()));
    }

    private static UUID job(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw Methods.wrong("cursor must be what an answer before had as nextCursor");
        }
    }

    private static Stream<Listed> listed(JobView job) {
        String words = job.stored().kept().words();
        String title = words.isBlank() ? "A picture without words" : words;
        var listed = new ArrayList<Listed>();
        for (var ref : job.pictures()) {
            listed.add(
                    new Listed(
                            new PictureUri(ref.job(), ref.number() + 1),
                            title.substring(0, Math.min(LONGEST_TITLE, title.length()))));
        }
        return listed.stream();
    }

    @Override
    public Optional<byte[]> picture(PictureUri uri) {
        return parts.jobs()
                .find(uri.job(), caller.owner())
                .flatMap(job -> {
                    try (job) {
                        return job.now().state() instanceof JobState.Done done
                                ? file(done, uri.number() - 1)
                                : Optional.empty();
                    }
                });
    }

    private Optional<byte[]> file(JobState.Done done, int number) {
        return done.pictures().stream()
                .filter(ref -> ref.number() == number)
                .findFirst()
                .flatMap(parts.pictures()::file);
    }

    /** The client is elsewhere. */
    @Override
    public Optional<byte[]> file(String argument, String path) {
        return Optional.empty();
    }
}
