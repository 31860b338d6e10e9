package dev.easel.cli;

/** One line of a terminal, drawn over itself with one write for each step. */
final class ProgressBar implements Progress {
    private static final String LINE_START = "\r";
    private static final String CLEAR_TO_LINE_END = "\u001b[K";
    private static final int WIDEST_BAR = 40;
    private static final int NARROWEST_BAR = 8;

    /**
     * Columns that stay free: two for the {@code ^C} that a terminal shows for Ctrl-C, and the
     * last, for a terminal may go on to the next line after it.
     */
    private static final int FREE_COLUMNS = 3;

    private final Terminal terminal;
    private boolean drawn;

    ProgressBar(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void stage(String words) {
        draw(words);
    }

    @Override
    public void step(Step step) {
        share(step.fraction(), step.words());
    }

    @Override
    public void share(double fraction, String words) {
        int room = room() - words.length() - 1;
        draw(
                room < NARROWEST_BAR
                        ? words
                        : bar(fraction, Math.min(room, WIDEST_BAR)) + " " + words);
    }

    private String bar(double fraction, int width) {
        int done = (int) (fraction * width);
        return terminal.unicode()
                ? "█".repeat(done) + "░".repeat(width - done)
                : "#".repeat(done) + "-".repeat(width - done);
    }

    private void draw(String line) {
        String fitting = line.length() > room() ? line.substring(0, room()) : line;
        terminal.err().print(LINE_START + fitting + CLEAR_TO_LINE_END);
        terminal.err().flush();
        drawn = !line.isEmpty();
    }

    private int room() {
        return Math.max(0, terminal.columns().getAsInt() - FREE_COLUMNS);
    }

    @Override
    public void clear() {
        if (drawn) {
            draw("");
        }
    }
}
