package dev.easel.pipeline;

import dev.easel.model.LoadedModel;
import dev.easel.model.ModelDesign;
import dev.easel.nn.PixelTensor;
import dev.easel.pictures.Resampling;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.DType;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.function.Function;

/**
 * Colours as a linear map of the latents' channels, position by position. That it suffices for a
 * preview is an observation of many users of Stable Diffusion; here the map is fitted to each
 * model's own autoencoder, by one picture of known colours that it encodes.
 *
 * @param cell how many pixels in height and width are made of a position: as many as its channels
 *     can tell, 1 of 4 channels and 2 of 16
 * @param weights for each colour of the pixels of a cell, row by row: one for each channel, and a
 *     constant, [cell * cell * 3][channels + 1]; colours are from 0 to 255
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record LinearPreview(int cell, double[][] weights) implements Function<Tensor, RgbImage> {
    private static final int COLOURS = 3;

    /** Positions along a side of the picture that is encoded. */
    private static final int SIDE = 16;

    /** {@return the map of a model, whose autoencoder encodes one picture of 16x16 latents} */
    static LinearPreview of(LoadedModel model) {
        var design = model.design();
        int factor = design.latentFactor();
        var picture = DeadLeaves.of(SIDE * factor, factor);
        try (var _ = TensorScope.open()) {
            Tensor pixels = PixelTensor.of(picture).mul(2).add(-1).to(model.device());
            var shape = Shape.of(1, design.latentChannels(), SIDE, SIDE);
            Tensor noNoise = Tensor.zeros(shape, DType.F32, model.device());
            Tensor mean = model.codec().use(codec -> codec.encode(pixels)).sample(noNoise);
            return fit(mean, picture, cell(design));
        }
    }

    /**
     * {@return the largest power of two whose pixels have no more colours than there are channels}
     */
    private static int cell(ModelDesign design) {
        int cell = 1;
        while (COLOURS * 4 * cell * cell <= design.latentChannels()
                && 2 * cell <= design.latentFactor()) {
            cell *= 2;
        }
        return cell;
    }

    /** {@return the map that makes of latents [1, channels, height, width] nearly the picture} */
    static LinearPreview fit(Tensor latents, RgbImage picture, int cell) {
        var positions = Positions.of(latents);
        int width = positions.width() * cell;
        var small = Resampling.BILINEAR.resize(picture, width, positions.height() * cell);
        var squares = new LeastSquares(positions.channels() + 1, COLOURS * cell * cell);
        for (int y = 0; y < positions.height(); y++) {
            for (int x = 0; x < positions.width(); x++) {
                squares.add(positions.at(x, y), colours(small, x * cell, y * cell, cell));
            }
        }
        return new LinearPreview(cell, squares.solve());
    }

    private static double[] colours(RgbImage picture, int left, int top, int cell) {
        var colours = new double[COLOURS * cell * cell];
        for (int i = 0; i < cell * cell; i++) {
            int pixel = picture.pixel(left + i % cell, top + i / cell);
            colours[COLOURS * i] = pixel >> 16 & 0xFF;
            colours[COLOURS * i + 1] = pixel >> 8 & 0xFF;
            colours[COLOURS * i + 2] = pixel & 0xFF;
        }
        return colours;
    }

    /** {@return the picture of latents [1, channels, height, width], cell times as large} */
    @Override
    public RgbImage apply(Tensor latents) {
        var positions = Positions.of(latents);
        int width = positions.width() * cell;
        var rgb = new byte[positions.height() * cell * width * COLOURS];
        for (int y = 0; y < positions.height(); y++) {
            for (int x = 0; x < positions.width(); x++) {
                var features = positions.at(x, y);
                for (int i = 0; i < weights.length; i++) {
                    int pixel = i / COLOURS;
                    int column = x * cell + pixel % cell;
                    int row = y * cell + pixel / cell;
                    rgb[(row * width + column) * COLOURS + i % COLOURS] =
                            level(weights[i], features);
                }
            }
        }
        return RgbImage.of(width, positions.height() * cell, rgb);
    }

    private static byte level(double[] weights, double[] features) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * features[i];
        }
        return (byte) Math.clamp(Math.round(sum), 0, 255);
    }

    /** Latents [1, channels, height, width] position by position. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Positions(float[] values, int channels, int height, int width) {
        static Positions of(Tensor latents) {
            return new Positions(
                    latents.toFloats(),
                    (int) latents.size(1),
                    (int) latents.size(2),
                    (int) latents.size(3));
        }

        /** {@return the channels of a position, and 1 for the constant} */
        double[] at(int x, int y) {
            var features = new double[channels + 1];
            for (int c = 0; c < channels; c++) {
                features[c] = values[(c * height + y) * width + x];
            }
            features[channels] = 1;
            return features;
        }
    }
}
