package dev.easel.cli;

import dev.easel.pipeline.ImageSize;

import java.math.BigDecimal;

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
                    "%s must be between %s and %s, got %s"
                            .formatted(option, plain(least), plain(most), value));
        }
    }

    /** For example 1 or 0.75. */
    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
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

    static void requireSide(String option, int value) {
        if (value < ImageSize.MIN || value > ImageSize.MAX || value % ImageSize.MULTIPLE != 0) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s must be a multiple of %d between %d and %d, got %d"
                            .formatted(
                                    option,
                                    ImageSize.MULTIPLE,
                                    ImageSize.MIN,
                                    ImageSize.MAX,
                                    value));
        }
    }
}
