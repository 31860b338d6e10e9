package dev.easel.tensor;

/** A kernel that hands each call on to the one that it stands for: a profile does not name it. */
public interface StandIn {}
