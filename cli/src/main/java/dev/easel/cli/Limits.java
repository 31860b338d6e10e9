package dev.easel.cli;

import dev.easel.pipeline.ParameterRange;

/** Checks the values of options, so that a mistake is told before anything is loaded. */
final class Limits {
    private Limits() {}

    /** Checks an option that has the range of a parameter of the engine's requests. */
    static void require(String option, ParameterRange range, double value) {
        if (!range.contains(value)) {
            throw refused(option, range, value);
        }
    }

    /** The same of a whole number, which a message shows as such. */
    static void require(String option, ParameterRange range, long value) {
        if (!range.contains((double) value)) {
            throw refused(option, range, value);
        }
    }

    static void requireBetween(String option, long value, long least, long most) {
        require(option, new ParameterRange(option, least, most, 1), value);
    }

    static void requireBetween(String option, double value, double least, double most) {
        require(option, new ParameterRange(option, least, most, 0), value);
    }

    static void requirePositive(String option, double value, double most) {
        if (!(value > 0 && value <= most)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s must be above 0 and at most %.0f, got %s".formatted(option, most, value));
        }
    }

    static void requireAboveOne(String option, double value, double most) {
        if (!(value > 1 && value <= most)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s must be above 1 and at most %.0f, got %s".formatted(option, most, value));
        }
    }

    static void requireBelowOne(String option, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s must be from 0 to below 1, got %s".formatted(option, value));
        }
    }

    private static CommandException refused(String option, ParameterRange range, Object value) {
        return new CommandException(
                ExitCode.USAGE, "%s %s, got %s".formatted(option, range.rule(), value));
    }
}
