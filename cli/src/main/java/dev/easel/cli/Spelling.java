package dev.easel.cli;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Guesses which name was meant by a misspelled one. */
final class Spelling {
    private Spelling() {}

    /** {@return the name that is nearest to what was given, if one is near} */
    static Optional<String> nearest(String given, Stream<String> names) {
        int most = Math.max(1, given.length() / 3);
        return names.filter(name -> cost(given, name) <= most)
                .min(Comparator.comparingInt(name -> cost(given, name)));
    }

    private static int cost(String given, String name) {
        return name.startsWith(given) ? 0 : distance(given, name);
    }

    /** The least number of letters to insert, remove or replace (Levenshtein, 1966). */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }
}
