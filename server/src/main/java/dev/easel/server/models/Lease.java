package dev.easel.server.models;

/** A hold of a model: it stays in memory until this is closed. */
public final class Lease<T extends AutoCloseable> implements AutoCloseable {
    private final Class<T> type;
    private final LoadedModel model;
    private final LoadedModels owner;

    Lease(Class<T> type, LoadedModel model, LoadedModels owner) {
        this.type = type;
        this.model = model;
        this.owner = owner;
    }

    /** {@return whether the model is in memory, not on its way there} */
    public boolean isLoaded() {
        return model.isLoaded();
    }

    /** {@return the model} The first who asks loads it; the others wait. */
    public T model() {
        return type.cast(owner.load(model));
    }

    /** Lets the model go after all who hold it, so that the next one loads it again. */
    public void giveUp() {
        model.giveUp();
    }

    @Override
    public void close() {
        owner.giveBack(model);
    }
}
