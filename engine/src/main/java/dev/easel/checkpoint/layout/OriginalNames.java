package dev.easel.checkpoint.layout;

import java.util.List;

/** What diffusers calls the tensors of one part of a single file. */
interface OriginalNames {
    /** {@return what becomes of a tensor, by its name behind the part's prefix} */
    Translation translate(String name);

    /** What becomes of a tensor. */
    sealed interface Translation {}

    /**
     * The tensor is known.
     *
     * @param tensors that are made of it; none where it is of no use
     */
    record Known(List<Renamed> tensors) implements Translation {
        public Known {
            tensors = List.copyOf(tensors);
        }
    }

    /** No tensor of this name belongs to the part. */
    record Unknown() implements Translation {}

    /** A tensor by the name that diffusers gives it. */
    record Renamed(String name, Arrangement arrangement) {}

    /** {@return names that are diffusers' own} */
    static OriginalNames same() {
        return OriginalNames::renamed;
    }

    /** {@return a tensor that has another name} */
    static Known renamed(String name) {
        return renamed(name, Arrangement.SAME);
    }

    /** {@return a tensor that has another name and lies in another way} */
    static Known renamed(String name, Arrangement arrangement) {
        return new Known(List.of(new Renamed(name, arrangement)));
    }

    /** {@return a tensor of no use} */
    static Known ignored() {
        return new Known(List.of());
    }
}
