package dev.easel.cli;

import dev.easel.server.EaselServer;
import dev.easel.server.access.ApiKey;
import dev.easel.server.access.KeyAdministration;
import dev.easel.server.billing.Usd;
import dev.easel.server.billing.UserPlan;

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
import java.util.HashMap;
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
                description = "What the user may spend in all, US dollars. Default: no limit.")
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

        @Option(
                names = "--operator",
                description = "Let it pull and delete models over HTTP, as in the studio.")
        private boolean operator;

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
                        new KeyAdministration.Wanted(
                                user, name.orElse(user), budget, paths, ips, operator);
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
        private static final String LINE = "%-36s  %-20s %-12s %-12s %-8s %s%n";
        private static final UserPlan NO_PLAN =
                new UserPlan(false, Optional.empty(), Usd.ZERO, Usd.ZERO);

        private final Context context;
        @Mixin private DataOptions data = new DataOptions();

        ListKeys(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            try (var keys = data.open(context)) {
                var all = keys.list();
                var plans = plans(keys, all);
                var text =
                        new StringBuilder(
                                LINE.formatted(
                                        "ID", "USER", "BUDGET", "SPENT", "OPERATOR", "NAME"));
                all.forEach(key -> text.append(line(key, plans.getOrDefault(key.user(), NO_PLAN))));
                data.print(
                        context,
                        Map.of(
                                "keys",
                                all.stream()
                                        .map(key ->
                                                row(key, plans.getOrDefault(key.user(), NO_PLAN)))
                                        .toList()),
                        text.toString());
            }
            return ExitCode.DONE.number();
        }

        /**
         * {@return what users may spend and have spent, by name: all keys of a user share a plan}
         */
        private static Map<String, UserPlan> plans(KeyAdministration keys, List<ApiKey> all) {
            var plans = new HashMap<String, UserPlan>();
            all.stream()
                    .map(ApiKey::user)
                    .distinct()
                    .forEach(user -> keys.plan(user).ifPresent(plan -> plans.put(user, plan)));
            return plans;
        }

        private static String line(ApiKey key, UserPlan plan) {
            String budget =
                    plan.unlimited() ? "unlimited" : plan.total().map(Usd::toString).orElse("none");
            return LINE.formatted(
                    key.id(),
                    key.user(),
                    budget,
                    plan.used(),
                    key.operator() ? "yes" : "no",
                    key.name());
        }

        private static Map<String, Object> row(ApiKey key, UserPlan plan) {
            var row = new LinkedHashMap<String, Object>();
            row.put("id", key.id());
            row.put("user", key.user());
            row.put("name", key.name());
            row.put("paths", key.allowedPaths());
            row.put("ips", key.ips());
            row.put("operator", key.operator());
            row.put("createdAt", key.createdAt().toString());
            row.put("uses", key.uses());
            plan.total()
                    .filter(_ -> !plan.unlimited())
                    .ifPresent(total -> row.put("budget", total.amount()));
            row.put("spent", plan.used().amount());
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
