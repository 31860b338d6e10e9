package dev.easel.adapter;

/**
 * An adapter and how much of it is put on: 0 is nothing, 1 what it was trained for.
 *
 * @param weight of what it changes in the UNet, -4 to 4
 * @param textWeight of what it changes in the text models, -4 to 4
 */
public record WeightedAdapter(Adapter adapter, double weight, double textWeight) {
    public static final double MAX_WEIGHT = 4;

    public WeightedAdapter {
        require(adapter.name(), weight);
        require(adapter.name(), textWeight);
    }

    private static void require(String name, double weight) {
        if (!(Math.abs(weight) <= MAX_WEIGHT)) {
            throw new IllegalArgumentException(
                    "the weight of the LoRA %s must be between -4 and 4, got %s"
                            .formatted(name, weight));
        }
    }

    /** {@return how much of it is put on a part} */
    double on(String part) {
        return part.startsWith("text_encoder") ? textWeight : weight;
    }
}
