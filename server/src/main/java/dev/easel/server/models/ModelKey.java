package dev.easel.server.models;

/** What tells models apart: an upscaler and a generator may have the same name. */
record ModelKey(Class<?> type, String name) {}
