package dev.easel.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/** The command {@code easel}: hands over to the command named after it. */
@Command(
        name = "easel",
        description = "Draws pictures from words with Stable Diffusion, and serves them over HTTP.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        footer = {
            "",
            "A first picture:  ./easel generate \"a red fox\"",
            "More of a command:  ./easel help generate"
        })
@SuppressWarnings("UnusedVariable") // picocli reads the flags of help and version by itself
final class Main implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show stack traces of errors (EASEL_DEBUG=1 does the same).")
    private boolean debug;

    /** How LibTorch may treat the process: see docs/library.md. */
    private static final String PROCESS = "easel.process";

    public static void main(String[] args) {
        if (System.getProperty(PROCESS) == null) { // this process is ours
            System.setProperty(PROCESS, "tuned");
        }
        var terminal = Terminal.ofProcess();
        var interruption = new Interruption();
        interruption.watchProcess(terminal);
        int exitCode = ExitCode.FAILED.number();
        try {
            exitCode = run(new Context(terminal, interruption, System.getenv()), args);
        } finally {
            interruption.workEnded();
        }
        System.exit(exitCode);
    }

    /** {@return the exit code} */
    static int run(Context context, String... args) {
        var main = new Main();
        var failures = new Failures(context, () -> main.debug, List.of(args));
        try {
            int exitCode = commandLine(context, main, failures).execute(args);
            return exitCode == 0 ? told(context, failures) : exitCode;
        } catch (Throwable e) { // picocli lets errors pass, such as a lack of memory
            return failures.report(e);
        } finally {
            context.terminal().out().flush();
            context.terminal().err().flush();
        }
    }

    /** A stream keeps its failures to itself: a disk that is full, a pipe that is closed. */
    private static int told(Context context, Failures failures) {
        return context.terminal().out().checkError()
                ? failures.report(
                        new CommandException(ExitCode.OUTPUT, "cannot write to standard output"))
                : ExitCode.DONE.number();
    }

    static CommandLine commandLine(Context context, Main main, Failures failures) {
        var commandLine =
                new CommandLine(main)
                        .addSubcommand(new GenerateCommand(context))
                        .addSubcommand(new ImageToImageCommand(context))
                        .addSubcommand(new UpscaleCommand(context))
                        .addSubcommand(new ServeCommand(context))
                        .addSubcommand(new McpCommand(context))
                        .addSubcommand(KeysCommand.commandLine(context))
                        .addSubcommand(ModelsCommand.commandLine(context))
                        .addSubcommand(new PullCommand(context))
                        .addSubcommand(new BenchCommand(context))
                        .addSubcommand(new CompletionCommand(context))
                        .addSubcommand(new HelpCommand());
        commandLine
                .setOut(writer(context.terminal().out()))
                .setErr(writer(context.terminal().err()))
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(failures::reportUsage)
                .setExecutionExceptionHandler((e, _, _) -> failures.report(e));
        commandLine.getSubcommands().values().forEach(Main::addExitCodes);
        addExitCodes(commandLine);
        return commandLine;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static void addExitCodes(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .sortOptions(false)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings());
    }

    /** Shows what there is to someone who gave no command: as an error, since nothing was done. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.number();
    }
}
