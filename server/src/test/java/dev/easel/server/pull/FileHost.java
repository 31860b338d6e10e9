package dev.easel.server.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of files that may misbehave: it says what it is told to, byte for byte. */
public final class FileHost implements AutoCloseable {
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public FileHost() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** What was asked for; the names of headers are in lower case. */
    public record Request(String path, Map<String, String> headers) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Says something to a request. */
    @FunctionalInterface
    public interface Answer {
        void to(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    public String address() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Answers a path so, one after the other, and with the last one from then on. */
    public FileHost on(String path, Answer... given) {
        answers.put(path, new ArrayDeque<>(List.of(given)));
        return this;
    }

    List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    List<String> paths() {
        return requests.stream().map(Request::path).toList();
    }

    /** A file, of which parts may be asked for. */
    public static Answer file(byte[] content, String... headers) {
        return (request, out) -> {
            String range = request.header("range");
            int from = range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from >= content.length && from > 0) {
                head(out, 416, "Content-Length: 0");
                return;
            }
            head(out, from > 0 ? 206 : 200, headers);
            if (from > 0) {
                line(
                        out,
                        "Content-Range: bytes %d-%d/%d"
                                .formatted(from, content.length - 1, content.length));
            }
            line(out, "Content-Length: " + (content.length - from));
            line(out, "");
            out.write(content, from, content.length - from);
        };
    }

    /** A file that always begins at its beginning. */
    static Answer whole(byte[] content) {
        return (_, out) -> {
            head(out, 200, "Content-Length: " + content.length, "");
            out.write(content);
        };
    }

    static Answer text(String content) {
        return whole(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public static Answer status(int status, String... headers) {
        return (_, out) -> {
            head(out, status, headers);
            line(out, "Content-Length: 0");
            line(out, "");
        };
    }

    /** A file whose connection breaks in the middle. */
    static Answer cutOff(byte[] content, int after) {
        return (_, out) -> {
            head(out, 200, "Content-Length: " + content.length, "");
            out.write(content, 0, after);
        };
    }

    /** A file of which nothing more comes from the middle on. */
    public Answer stalled(byte[] content, int after) {
        return (_, out) -> {
            head(out, 200, "Content-Length: " + content.length, "");
            out.write(content, 0, after);
            out.flush();
            closed.await();
        };
    }

    /** A file whose second part comes once a gate has opened. */
    public static Answer held(byte[] content, int after, CountDownLatch gate) {
        return (_, out) -> {
            head(out, 200, "Content-Length: " + content.length, "");
            out.write(content, 0, after);
            out.flush();
            gate.await();
            out.write(content, after, content.length - after);
        };
    }

    /** Nothing at all. */
    Answer silent() {
        return (_, _) -> closed.await();
    }

    private static void head(OutputStream out, int status, String... headers) throws IOException {
        line(out, "HTTP/1.1 " + status + " So");
        line(out, "Connection: close");
        for (String header : headers) {
            line(out, header);
        }
    }

    private static void line(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(ISO_8859_1));
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                var _ = threads.submit(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private Void serve(Socket connection) throws IOException, InterruptedException {
        try (connection;
                var in =
                        new BufferedReader(
                                new InputStreamReader(connection.getInputStream(), ISO_8859_1))) {
            String first = in.readLine();
            if (first == null) {
                return null;
            }
            var headers = new TreeMap<String, String>();
            for (String line = in.readLine();
                    line != null && !line.isEmpty();
                    line = in.readLine()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            var request = new Request(first.replaceFirst("^\\S+ (\\S+) .*", "$1"), headers);
            requests.add(request);
            next(request.path()).to(request, connection.getOutputStream());
            connection.getOutputStream().flush();
            return null;
        }
    }

    private synchronized Answer next(String path) {
        var queue = answers.getOrDefault(path, new ArrayDeque<>(List.of(status(404))));
        return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        threads.shutdownNow();
    }
}
