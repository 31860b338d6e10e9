package dev.easel.server.protocol.mcp;

import dev.easel.server.web.JsonAnswer;
import dev.easel.server.web.ServerSentEvents;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** An answer over HTTP, which begins with its first message. */
sealed interface HttpOutlet extends Outlet {
    /**
     * Ends the answer.
     *
     * @throws IOException where the client has gone
     */
    void end() throws IOException;

    /** Server-sent events, a message each. They have no ids: none is sent a second time. */
    final class Events implements HttpOutlet {
        private final ServerSentEvents events;

        Events(HttpServletResponse response) {
            this.events = new ServerSentEvents(response);
        }

        @Override
        public void tell(byte[] message) throws IOException {
            send(message);
        }

        @Override
        public void answer(byte[] message) throws IOException {
            send(message);
        }

        private synchronized void send(byte[] message) throws IOException {
            events.send(OptionalLong.empty(), out -> out.write(message));
        }

        @Override
        public synchronized void keepAlive() throws IOException {
            events.keepAlive();
        }

        @Override
        public void end() {
            // the stream ends with the request
        }
    }

    /** One JSON object: the answer alone, sent at the end. */
    final class Whole implements HttpOutlet {
        private final HttpServletResponse response;
        private Optional<byte[]> answer = Optional.empty();

        Whole(HttpServletResponse response) {
            this.response = response;
        }

        @Override
        public void tell(byte[] message) {
            // there is one object at the end
        }

        @Override
        public void answer(byte[] message) {
            answer = Optional.of(message);
        }

        @Override
        public void keepAlive() {
            // there is one object at the end
        }

        @Override
        public void end() throws IOException {
            if (answer.isEmpty()) { // the client has taken the request back
                response.setStatus(HttpServletResponse.SC_ACCEPTED);
                return;
            }
            JsonAnswer.write(answer.get(), HttpServletResponse.SC_OK, response);
        }
    }
}
