package dev.easel.server.job;

/** Makes tasks of stored requests. */
@FunctionalInterface
public interface TaskReader {
    /**
     * {@return what the request asks for}
     *
     * @param request as {@link JobOrder.Body#stored()} gave it
     * @throws RuntimeException where it cannot be done any more; the message is for the client
     */
    Task read(byte[] request);

    /** {@return what stays of a request of before requests were kept} */
    default KeptRequest kept(byte[] request) {
        return KeptRequest.UNKNOWN;
    }
}
