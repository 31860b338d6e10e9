package dev.easel.cli;

import dev.easel.server.ServerStartException;
import dev.easel.server.Workshop;
import dev.easel.server.protocol.mcp.LocalPeer;
import dev.easel.server.protocol.mcp.Methods;
import dev.easel.server.protocol.mcp.Peer;
import dev.easel.server.protocol.mcp.StdioServer;
import dev.easel.server.protocol.mcp.Tools;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Lets an assistant's program draw, by the Model Context Protocol on standard input and output. */
@Command(
        name = "mcp",
        description = "Let an assistant draw: speak MCP on standard input and output.",
        customSynopsis = "easel mcp [OPTIONS]",
        footer = {
            "",
            "For a client's configuration:",
            "  {\"mcpServers\": {\"easel\": {\"command\": \"/PATH/TO/easel\", \"args\":"
                    + " [\"mcp\"]}}}",
            "",
            "More clients, and what an assistant can do: docs/mcp.md"
        })
final class McpCommand implements Callable<Integer> {
    private static final String KEY = "EASEL_KEY";
    private static final long SECONDS_TO_END = 3;

    private final Context context;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "Draw on this running service instead of in this process, with the key in the"
                            + " variable EASEL_KEY if it asks for one.")
    private Optional<URI> server = Optional.empty();

    @ArgGroup(validate = false)
    private FolderOptions folders = new FolderOptions();

    @ArgGroup(validate = false)
    private ComputeOptions compute = new ComputeOptions();

    McpCommand(Context context) {
        this.context = context;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // whether it is the very stream of this process
    public Integer call() {
        compute.check();
        if (context.terminal().out() != System.out) {
            return speak();
        }
        System.setOut(context.terminal().err()); // nothing else may come between the messages
        try {
            return speak();
        } finally {
            System.setOut(context.terminal().out());
        }
    }

    private Integer speak() {
        if (server.isPresent()) {
            var key = Optional.ofNullable(context.environment().get(KEY));
            try (var peer = new RemotePeer(new RemoteService(server.get(), key))) {
                return speak(peer);
            }
        }
        compute.setThreads();
        try (var workshop = Workshop.open(settings(), context.environment());
                var studio = new LocalStudio(workshop)) {
            var tools = new Tools(workshop.limits(), workshop.images());
            return speak(new LocalPeer(new Methods(Version.number(), tools), studio));
        } catch (ServerStartException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("precision", compute.precisionName());
        folders.given().ifPresent(value -> settings.put("models", value));
        return settings;
    }

    /** Ends at the end of the input, or where the process is to end. */
    private Integer speak(Peer peer) {
        var end = new CompletableFuture<Integer>();
        var in = context.terminal().in().stream("mcp");
        var server = new StdioServer(peer, in, new Checked(context.terminal().out()));
        Thread.ofPlatform().daemon().name("mcp").start(() -> run(server, end));
        Thread.ofPlatform()
                .daemon()
                .name("mcp-end")
                .start(() -> {
                    context.interruption().await(SECONDS_TO_END);
                    peer.end();
                    end.complete(ExitCode.CANCELLED.number());
                });
        return end.join();
    }

    private static void run(StdioServer server, CompletableFuture<Integer> end) {
        try {
            server.run();
            end.complete(ExitCode.DONE.number());
        } catch (IOException e) {
            end.completeExceptionally(new UncheckedIOException("cannot read or write", e));
        } catch (RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    /** A stream that does not keep its failures to itself, as a PrintStream does. */
    private static final class Checked extends FilterOutputStream {
        private final PrintStream stream;

        Checked(PrintStream stream) {
            super(stream);
            this.stream = stream;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            stream.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (stream.checkError()) {
                throw new IOException("the client has gone");
            }
        }
    }
}
