package dev.easel.cli;

/** Checks the values of options, so that a mistake is told before anything is loaded. */
final class Limits {
    private Limits() {}

    static void requireBetween(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s must be between %d and %d, got %d".formatted(option, least, most, value));
        }
    }

    static void requireBetween(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s must be between %.0f and %.0f, got %s"
                            .formatted(option, least, most, value));
        }
    }

    static void requireSide(String option, int value) {
        if (value < 64 || value > 2048 || value % 8 != 0) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s must be a multiple of 8 between 64 and 2048, got %d"
                            .formatted(option, value));
        }
    }
}
