package dev.easel.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Optional;
import java.util.concurrent.Callable;

/** Prints what {@code --help} of a command prints. */
@Command(
        name = "help",
        helpCommand = true,
        description = "Show the help of a command.",
        customSynopsis = "easel help [COMMAND]")
final class HelpCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command's name.")
    private Optional<String> name = Optional.empty();

    @Override
    public Integer call() {
        CommandLine all = spec.root().commandLine();
        CommandLine asked = name.map(given -> find(all, given)).orElse(all);
        asked.usage(all.getOut());
        return ExitCode.DONE.number();
    }

    private static CommandLine find(CommandLine all, String name) {
        return Optional.ofNullable(all.getSubcommands().get(name))
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.USAGE,
                                "there is no command %s, only %s"
                                        .formatted(
                                                name,
                                                String.join(", ", all.getSubcommands().keySet()))));
    }
}
