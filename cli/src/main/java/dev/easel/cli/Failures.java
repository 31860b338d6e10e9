package dev.easel.cli;

import dev.easel.checkpoint.CheckpointException;

import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes one sentence and an exit code of whatever went wrong. */
final class Failures {
    /** What a value should have been, by the type that it could not be read as. */
    private static final Map<Class<?>, String> EXPECTED =
            Map.of(
                    int.class, "a whole number",
                    Integer.class, "a whole number",
                    long.class, "a whole number",
                    double.class, "a number",
                    Double.class, "a number",
                    BigDecimal.class, "a number",
                    UUID.class, "an id like 123e4567-e89b-42d3-a456-426614174000");

    private static final Pattern TO_STANDARD_OUTPUT =
            Pattern.compile(" (?:-o[ =]?|--output[ =])- ");

    private final Context context;
    private final BooleanSupplier debug;
    private final List<String> arguments;

    /** What {@code --json} prints of a failure. */
    private record Failure(String error, int exitCode) {}

    /**
     * Prepares the reports.
     *
     * @param debug whether stack traces are wanted
     * @param arguments of the command line: where they cannot be parsed a report is wanted too
     */
    Failures(Context context, BooleanSupplier debug, List<String> arguments) {
        this.context = context;
        this.debug = debug;
        this.arguments = List.copyOf(arguments);
    }

    /** {@return the exit code for what a command threw, after telling it} */
    int report(Throwable e) {
        ExitCode code = exitCode(e);
        return tell(code, code == ExitCode.CANCELLED ? "cancelled" : sentence(e), e);
    }

    /** {@return the exit code for arguments that cannot be read, after telling it} */
    int reportUsage(ParameterException e, String... args) {
        if (e.getCause() instanceof CommandException cause) {
            return report(cause);
        }
        return tell(ExitCode.USAGE, usageSentence(e), e);
    }

    private int tell(ExitCode code, String sentence, Throwable e) {
        var err = context.terminal().err();
        err.println("easel: " + sentence);
        if (debug.getAsBoolean() || isSet(context.environment().getOrDefault("EASEL_DEBUG", ""))) {
            e.printStackTrace(err);
        }
        if (options().contains("--json")) {
            var terminal = context.terminal();
            var failure = new Failure(sentence, code.number());
            (pictureGoesToStandardOutput() ? terminal.err() : terminal.out())
                    .println(JsonMapper.shared().writeValueAsString(failure));
        }
        return code.number();
    }

    /** {@return the arguments that may be options} */
    private List<String> options() {
        return arguments.stream().takeWhile(argument -> !argument.equals("--")).toList();
    }

    /** As {@link OutputOptions#text} decides it, of arguments that perhaps cannot be parsed. */
    private boolean pictureGoesToStandardOutput() {
        var line = " " + String.join(" ", options()) + " ";
        return TO_STANDARD_OUTPUT.matcher(line).find();
    }

    private static boolean isSet(String variable) {
        return !variable.isEmpty() && !variable.equals("0");
    }

    private ExitCode exitCode(Throwable e) {
        if (context.interruption().isRequested()) {
            return ExitCode.CANCELLED;
        }
        return switch (e) {
            case CommandException known -> known.exitCode();
            case CancellationException _ -> ExitCode.CANCELLED;
            case CheckpointException _ -> ExitCode.MODEL;
            case IllegalArgumentException _ -> ExitCode.USAGE;
            default -> ExitCode.FAILED;
        };
    }

    private static String sentence(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return "there is not enough memory for this; a smaller picture needs less";
        }
        // Native errors go on with a trace of C++ functions in further lines.
        return Optional.ofNullable(e.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .filter(line -> !line.isBlank())
                .orElse("something unexpected happened: " + e.getClass().getSimpleName());
    }

    private static String usageSentence(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String see = " (see ./%s --help)".formatted(command.getCommandSpec().qualifiedName());
        return switch (e) {
            case MissingParameterException missing when !missing.getMissing().isEmpty() ->
                    missing(missing) + see;
            case UnmatchedArgumentException unmatched ->
                    unmatched(command, unmatched.getUnmatched().getFirst()) + see;
            case ParameterException wrong when wrong.getArgSpec() != null ->
                    wrongValue(wrong.getArgSpec(), wrong) + see;
            default -> e.getMessage() + see;
        };
    }

    private static String missing(MissingParameterException e) {
        ArgSpec argument = e.getMissing().getFirst();
        if (argument instanceof OptionSpec option) {
            return option.longestName() + " needs a value, " + option.paramLabel();
        }
        List<String> unmatched = e.getCommandLine().getUnmatchedArguments();
        return unmatched.isEmpty()
                ? argument.paramLabel() + " is missing"
                : unmatched(e.getCommandLine(), unmatched.getFirst());
    }

    private static String unmatched(CommandLine command, String given) {
        if (!given.startsWith("-")) {
            return "there is no command "
                    + given
                    + guess(given, command.getSubcommands().keySet().stream());
        }
        if (given.contains(" ")) {
            return "there is no option %s; a prompt that begins with - goes behind the options"
                            .formatted(given)
                    + " and --";
        }
        var names =
                command.getCommandSpec().options().stream()
                        .flatMap(option -> Stream.of(option.names()));
        String option = given.replaceFirst("=.*", "");
        return "there is no option " + option + guess(option, names);
    }

    private static String guess(String given, Stream<String> names) {
        return Spelling.nearest(given, names)
                .map(name -> ", did you mean " + name + "?")
                .orElse("");
    }

    private static String wrongValue(ArgSpec argument, ParameterException e) {
        Class<?> type = argument.auxiliaryTypes()[0];
        String expected = EXPECTED.getOrDefault(type, "");
        if (e.getValue() == null || expected.isEmpty()) {
            return String.valueOf(e.getMessage());
        }
        String name =
                argument instanceof OptionSpec option
                        ? option.longestName()
                        : argument.paramLabel();
        return "%s must be %s, got %s".formatted(name, expected, e.getValue());
    }
}
