package dev.easel.cli;

/** Shows nothing. */
final class NoProgress implements Progress {
    @Override
    public void stage(String words) {}

    @Override
    public void step(Step step) {}

    @Override
    public void share(double fraction, String words) {}

    @Override
    public void clear() {}
}
