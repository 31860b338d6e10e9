package dev.easel.cli;

import dev.easel.server.EaselServer;
import dev.easel.server.access.ApiKey;
import dev.easel.server.access.KeyAdministration;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Makes, lists and revokes the keys of the service, whether it runs or not. */
@Command(
        name = "keys",
        description = "Make, list and revoke the keys of the service.",
        customSynopsis = "easel keys COMMAND [OPTIONS]",
        footer = {"", "It works while `./easel serve` runs on the same data, and without it."})
final class KeysCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    /** {@return the command with its own commands} */
    static CommandLine commandLine(Context context) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new Create(context))
                .addSubcommand(new ListKeys(context))
                .addSubcommand(new Revoke(context));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.number();
    }

    /** Whose keys, and how they are told. */
    static final class DataOptions {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The folder of the service's database. Default: as `serve`.")
        private Optional<Path> data = Optional.empty();

        @Option(names = "--json", description = "Print one JSON object.")
        private boolean json;

        KeyAdministration open(Context context) {
            var folder = data.orElseGet(() -> EaselServer.usualData(context.environment()));
            return KeyAdministration.open(folder, context.environment());
        }

        /** Prints an object, or else a text. */
        void print(Context context, Object object, String text) {
            context.terminal()
                    .out()
                    .print(json ? JsonMapper.shared().writeValueAsString(object) + "\n" : text);
        }
    }

    /** Makes a key. */
    @Command(name = "create", description = "Make a key, and its captcha token.")
    private static final class Create implements Callable<Integer> {
        private final Context context;

        @Option(
                names = "--user",
                paramLabel = "NAME",
                required = true,
                description = "Whose key it is, and who pays.")
        private String user = "";

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "What the key is called. Default: the user's name.")
        private Optional<String> name = Optional.empty();

        @Option(
                names = "--budget",
                paramLabel = "USD",
                description = "What the user may spend in all. Default: no limit.")
        private Optional<BigDecimal> budget = Optional.empty();

        @Option(
                names = "--paths",
                paramLabel = "PATTERN",
                split = ",",
                description = "What the key may call. Default: ${DEFAULT-VALUE}.")
        private List<String> paths = ApiKey.USUAL_PATHS;

        @Option(
                names = "--ips",
                paramLabel = "ADDRESS",
                split = ",",
                description = "Addresses that may use it. Default: any.")
        private List<String> ips = List.of();

        @Mixin private DataOptions data = new DataOptions();

        Create(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            budget.filter(amount -> amount.signum() < 0 || amount.scale() > 6)
                    .ifPresent(amount -> {
                        throw new CommandException(
                                ExitCode.USAGE,
                                "--budget must be an amount in US dollars with at most 6 decimal"
                                        + " places, got "
                                        + amount);
                    });
            try (var keys = data.open(context)) {
                var wanted =
                        new KeyAdministration.Wanted(user, name.orElse(user), budget, paths, ips);
                var made = keys.create(wanted);
                data.print(
                        context,
                        made,
                        "id              %s%nAuthorization   Bearer %s%nx-captcha-token %s%n"
                                .formatted(made.id(), made.apiToken(), made.captchaToken()));
            }
            return ExitCode.DONE.number();
        }
    }

    /** Lists the keys, without their tokens. */
    @Command(name = "list", description = "List the keys.")
    private static final class ListKeys implements Callable<Integer> {
        private final Context context;
        @Mixin private DataOptions data = new DataOptions();

        ListKeys(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            try (var keys = data.open(context)) {
                var all = keys.list();
                var text = new StringBuilder("%-36s  %-20s %s%n".formatted("ID", "USER", "NAME"));
                all.forEach(key ->
                        text.append(
                                "%-36s  %-20s %s%n".formatted(key.id(), key.user(), key.name())));
                data.print(
                        context,
                        Map.of("keys", all.stream().map(ListKeys::row).toList()),
                        text.toString());
            }
            return ExitCode.DONE.number();
        }

        private static Map<String, Object> row(ApiKey key) {
            var row = new LinkedHashMap<String, Object>();
            row.put("id", key.id());
            row.put("user", key.user());
            row.put("name", key.name());
            row.put("paths", key.allowedPaths());
            row.put("ips", key.ips());
            row.put("createdAt", key.createdAt().toString());
            row.put("uses", key.uses());
            return row;
        }
    }

    /** Deletes a key. */
    @Command(name = "revoke", description = "Delete a key: it opens nothing any more.")
    private static final class Revoke implements Callable<Integer> {
        private final Context context;

        @Parameters(paramLabel = "ID", description = "The key's id, as `keys list` shows it.")
        private UUID id = new UUID(0, 0);

        @Mixin private DataOptions data = new DataOptions();

        Revoke(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            try (var keys = data.open(context)) {
                if (!keys.revoke(id)) {
                    throw new CommandException(ExitCode.USAGE, "there is no key " + id);
                }
                data.print(context, Map.of("revoked", id), "revoked " + id + "\n");
            }
            return ExitCode.DONE.number();
        }
    }
}
