package dev.easel.pipeline;

import dev.easel.adapter.Adapter;
import dev.easel.adapter.WeightedAdapter;
import dev.easel.text.inversion.TextualInversion;

import java.util.List;
import java.util.stream.Stream;

/** The embeddings that files of adapters bring along: words of a prompt while these are on. */
final class BundledEmbeddings {
    private BundledEmbeddings() {}

    /**
     * {@return the request with those of its adapters that are made for the model} Where the
     * request has another of the same word, that one counts.
     *
     * @param widths of the vectors that tokens of the model stand for
     * @throws dev.easel.checkpoint.CheckpointException where one is broken
     */
    static ImageRequest applied(ImageRequest request, List<Integer> widths) {
        var bundled =
                request.adapters().stream()
                        .map(WeightedAdapter::adapter)
                        .distinct()
                        .filter(Adapter::bundlesEmbeddings)
                        .flatMap(it -> TextualInversion.bundled(it.path()).stream())
                        .filter(it -> it.fits(widths));
        return request.withEmbeddings(
                Stream.concat(request.embeddings().stream(), bundled).toList());
    }
}
