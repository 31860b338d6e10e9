package dev.easel.server.submission;

import dev.easel.server.job.JobOrder;
import dev.easel.server.job.KeptRequest;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.StoredRequests;
import dev.easel.server.submission.Submissions.Wish;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
                .orElseGet(() -> sha256(requests.write(wish.request(), wish.protocol())));
    }

    private static String sha256(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
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
