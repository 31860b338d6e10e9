package dev.easel.server.job;

/** Makes tasks of stored requests. */
@FunctionalInterface
public interface TaskReader {
    /**
     * {@return what the request asks for}
     *
     * @throws RuntimeException where it cannot be done any more; the message is for the client
     */
    Task<?> read(Json request);
}
