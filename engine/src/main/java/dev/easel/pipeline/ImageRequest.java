package dev.easel.pipeline;

import dev.easel.adapter.WeightedAdapter;
import dev.easel.text.inversion.TextualInversion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A request for pictures of a prompt. */
public sealed interface ImageRequest permits TextToImage, ImageToImage {
    /** {@return what to see; weights in A1111's notation, any length} */
    String prompt();

    /**
     * {@return what not to see} Absent and empty differ for models with {@code
     * force_zeros_for_empty_prompt}, such as SDXL.
     */
    Optional<String> negativePrompt();

    /**
     * {@return from which layer of the text encoders the prompts are read, counted from their end
     * as A1111 does} 1, which is diffusers' {@code clip_skip} 0, is the usual one, as where it is
     * absent. SDXL's count begins at the last layer but one.
     */
    OptionalInt clipSkip();

    /** {@return how many pictures, 1 to 10} */
    int number();

    /** {@return how they are made} */
    SamplingSettings sampling();

    /** {@return what is put on the model, beside what the prompt names} */
    List<WeightedAdapter> adapters();

    /**
     * {@return what words of the prompts stand for vectors of their own} Those that are in the
     * generator's folders need not be among them.
     */
    List<TextualInversion> embeddings();

    /** {@return the same with another prompt} */
    ImageRequest withPrompt(String prompt);

    /** {@return the same with these adapters on the model} */
    ImageRequest withAdapters(List<WeightedAdapter> adapters);

    /** {@return the same with these embeddings, all made for the model} */
    ImageRequest withEmbeddings(List<TextualInversion> embeddings);

    /** {@return the same with this seed for the first picture} */
    ImageRequest withSeed(long seed);

    /** {@return the same with what a model takes for all that is open, but the seed} */
    ImageRequest withDefaults(ModelDefaults defaults);
}
