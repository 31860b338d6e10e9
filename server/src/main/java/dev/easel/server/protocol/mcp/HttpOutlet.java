package dev.easel.server.protocol.mcp;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

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
        private static final byte[] COMMENT = {':'};
        private static final byte[] DATA = {'d', 'a', 't', 'a', ':', ' '};
        private static final byte[] END = {'\n', '\n'};

        private final HttpServletResponse response;

        Events(HttpServletResponse response) {
            this.response = response;
            response.setContentType("text/event-stream;charset=utf-8");
            response.setHeader("Cache-Control", "no-cache, no-transform");
            response.setHeader("X-Accel-Buffering", "no"); // nginx would keep events back
        }

        @Override
        public void tell(byte[] message) throws IOException {
            write(DATA, message);
        }

        @Override
        public void answer(byte[] message) throws IOException {
            write(DATA, message);
        }

        @Override
        public void keepAlive() throws IOException {
            write(COMMENT, new byte[0]);
        }

        private synchronized void write(byte[] first, byte[] rest) throws IOException {
            OutputStream out = response.getOutputStream();
            out.write(first);
            // That the other end has gone is told by the second write that follows, not by the
            // first.
            out.flush();
            out.write(rest);
            out.write(END);
            out.flush();
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
            response.setContentType("application/json;charset=utf-8");
            response.setContentLength(answer.get().length);
            response.getOutputStream().write(answer.get());
        }
    }
}
