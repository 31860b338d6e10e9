package dev.easel.server.submission;

import dev.easel.server.access.Caller;
import dev.easel.server.billing.Plans;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.JobOrder;
import dev.easel.server.job.JobRefusedException;
import dev.easel.server.job.Jobs;
import dev.easel.server.models.Choice;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.Planner;
import dev.easel.server.request.StoredRequests;
import dev.easel.server.request.WrittenWords;
import dev.easel.server.web.RequestHeaders;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes jobs of requests that protocols have read. */
@Component
public final class Submissions {
    private final Planner planner;
    private final StoredRequests stored;
    private final Jobs jobs;
    private final Plans plans;

    Submissions(Planner planner, StoredRequests stored, Jobs jobs, Plans plans) {
        this.plans = plans;
        this.planner = planner;
        this.stored = stored;
        this.jobs = jobs;
    }

    /**
     * A request as a protocol has read it.
     *
     * @param protocol its name
     * @param digest tells requests apart that come with the same idempotency key, at most 64
     *     characters; that of the request itself where absent
     * @param notes what was not understood or not taken as it was sent, in words for people
     * @param written its words as they were sent, where the request has others
     * @param model that draws, where it was looked for already
     */
    public record Wish(
            GenerationRequest request,
            String protocol,
            Optional<String> digest,
            List<String> notes,
            Optional<WrittenWords> written,
            Optional<Choice> model) {
        public Wish {
            notes = List.copyOf(notes);
        }

        /** A request whose model is yet to be looked for. */
        public Wish(
                GenerationRequest request,
                String protocol,
                Optional<String> digest,
                List<String> notes,
                Optional<WrittenWords> written) {
            this(request, protocol, digest, notes, written, Optional.empty());
        }

        /** {@return the same with its model, which is not looked for a second time} */
        public Wish withModel(Choice found) {
            return new Wish(request, protocol, digest, notes, written, Optional.of(found));
        }

        /** A request whose words are those that were sent. */
        public Wish(
                GenerationRequest request,
                String protocol,
                Optional<String> digest,
                List<String> notes) {
            this(request, protocol, digest, notes, Optional.empty());
        }

        /** A request that is told apart by what it wants. */
        public Wish(GenerationRequest request, String protocol, List<String> notes) {
            this(request, protocol, Optional.empty(), notes);
        }
    }

    /**
     * Who wants it, and how it is to be kept.
     *
     * @param idempotencyKey under which the caller finds the same job again
     * @param resumable whether it goes on when its client has left, or the server starts again
     */
    public record Terms(Caller caller, Optional<String> idempotencyKey, boolean resumable) {
        /** {@return the terms that the headers of a request ask for} */
        public static Terms of(Caller caller, RequestHeaders headers) {
            return new Terms(caller, headers.idempotencyKey(), headers.resumable());
        }

        /** {@return the terms of a job that lasts, as those whose result is fetched later} */
        public Terms lasting() {
            return new Terms(caller, idempotencyKey, true);
        }
    }

    /**
     * {@return the job of a wish: a new one, or that of the same idempotency key; close it}
     *
     * @throws dev.easel.server.request.InvalidRequestException where it cannot be carried out
     * @throws ApiException 400 where the plan has no room for it, 409 where the idempotency key
     *     stands for another request, 503 where the queue is full
     */
    public Submitted submit(Wish wish, Terms terms) {
        terms.caller().user().ifPresent(plans::requireCredit);
        var plan = planner.plan(wish.request(), wish.protocol(), wish.model());
        var notes = Stream.concat(plan.notes().stream(), wish.notes().stream()).toList();
        var body = new WishBody(wish, plan.request(), notes, stored);
        var order =
                new JobOrder(
                        terms.caller().owner(),
                        terms.caller().user(),
                        terms.idempotencyKey(),
                        terms.resumable(),
                        body);
        try {
            return new Submitted(
                    jobs.submit(order, plan.task()), plan.request(), plan.model(), notes, jobs);
        } catch (JobRefusedException e) {
            throw switch (e.reason()) {
                case NOT_NOW -> JobErrors.later(e.sentence());
                case CONFLICT -> ApiException.of(409, e.sentence());
            };
        }
    }
}
