package dev.easel.server.submission;

import dev.easel.server.job.JobOrder;
import dev.easel.server.job.KeptRequest;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.StoredRequests;
import dev.easel.server.submission.Submissions.Wish;

import java.util.List;

/**
 * A wish as a job's order needs it.
 *
 * @param settled its request, with all that it left open
 * @param notes what was adjusted, in words for people
 */
record WishBody(Wish wish, GenerationRequest settled, List<String> notes, StoredRequests requests)
        implements JobOrder.Body {
    @Override
    public String digest() {
        return wish.digest()
                .orElseGet(() -> BodyDigest.of(requests.write(wish.request(), wish.protocol())));
    }

    @Override
    public byte[] stored() {
        return requests.write(settled, wish.protocol());
    }

    @Override
    public KeptRequest kept() {
        return requests.keep(settled, wish.written(), notes);
    }
}
