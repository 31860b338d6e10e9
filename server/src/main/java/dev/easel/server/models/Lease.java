package dev.easel.server.models;

/** A hold of a model: it stays in memory until this is closed. */
public final class Lease<T extends AutoCloseable> implements AutoCloseable {
    private final LoadedModel<T> model;
    private final LoadedModels owner;

    Lease(LoadedModel<T> model, LoadedModels owner) {
        this.model = model;
        this.owner = owner;
    }

    /** {@return the model, loaded by the first who asks} */
    public T model() {
        return model.get();
    }

    @Override
    public void close() {
        owner.giveBack(model);
    }
}
