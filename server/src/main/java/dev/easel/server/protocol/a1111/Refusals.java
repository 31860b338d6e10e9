package dev.easel.server.protocol.a1111;

import dev.easel.server.error.ApiException;
import dev.easel.server.request.InvalidRequestException;

import java.io.IOException;

/** The statuses by which A1111 refuses requests. */
final class Refusals {
    static final int UNPROCESSABLE = 422;

    private Refusals() {}

    /** What answers a request. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Does some work, in which a wrong value is 422. */
    static void tell(Work work) throws IOException, InterruptedException {
        try {
            work.run();
        } catch (InvalidRequestException e) {
            throw ApiException.of(UNPROCESSABLE, e.sentence());
        }
    }
}
