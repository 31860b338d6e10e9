package dev.easel.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** Prints a script that makes a shell complete commands, options and their values. */
@Command(
        name = "completion",
        description = "Print a script that completes commands and options in bash and zsh.",
        customSynopsis = "easel completion",
        footer = {
            "",
            "For this shell:   source <(./easel completion)",
            "For every bash:   ./easel completion >"
                    + " ~/.local/share/bash-completion/completions/easel"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Context context;

    @Spec private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var root = spec.root();
        context.terminal().out().print(AutoComplete.bash(root.name(), root.commandLine()));
        return ExitCode.DONE.number();
    }
}
