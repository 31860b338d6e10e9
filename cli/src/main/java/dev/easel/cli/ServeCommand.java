package dev.easel.cli;

import dev.easel.server.EaselServer;
import dev.easel.server.ServerStartException;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Serves pictures over HTTP until it is stopped. */
@Command(
        name = "serve",
        description = "Serve POST /image/sdxl over HTTP until Ctrl-C.",
        customSynopsis = "easel serve [OPTIONS]",
        footer = {
            "",
            "A first picture:",
            "  curl -N http://127.0.0.1:8080/image/sdxl -H 'Content-Type: application/json' \\",
            "    -d '{\"action\":\"generate\",\"prompt\":\"a red"
                    + " fox\",\"width\":256,\"height\":256,\"steps\":20}'",
            "",
            "All settings, also as variables EASEL_*: docs/server.md"
        })
final class ServeCommand implements Callable<Integer> {
    private static final long SECONDS_TO_END = 25;

    private final Context context;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "The address to listen on; on any other than this machine's own a key is asked"
                            + " for. Default: 127.0.0.1.")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port, 0 for any that is free. Default: 8080.")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder of the database. Default: server in the usual data folder.")
    private Optional<String> data = Optional.empty();

    @ArgGroup(validate = false)
    private FolderOptions folders = new FolderOptions();

    @Option(
            names = {"-s", "--set"},
            paramLabel = "NAME=VALUE",
            description = "Any setting of docs/server.md, such as rate-limit=0. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    ServeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var properties = new HashMap<>(settings);
        host.ifPresent(value -> properties.put("host", value));
        port.ifPresent(value -> properties.put("port", Integer.toString(value)));
        data.ifPresent(value -> properties.put("data", value));
        folders.given().ifPresent(value -> properties.put("models", value));
        try (var _ = EaselServer.start(properties, context.environment())) {
            context.interruption().await(SECONDS_TO_END);
        } catch (ServerStartException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
        return ExitCode.DONE.number();
    }
}
