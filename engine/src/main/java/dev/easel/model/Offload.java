package dev.easel.model;

/** When a model's weights leave memory. */
public enum Offload {
    /** Not before the model is closed: nothing is loaded twice, and threads share them. */
    NONE,
    /**
     * Each component's after it has worked: a picture takes as much memory as its largest
     * component, and is made while no other is. Components are read again for each request, and no
     * weight takes more memory than its numbers in order to be faster.
     */
    PER_COMPONENT
}
