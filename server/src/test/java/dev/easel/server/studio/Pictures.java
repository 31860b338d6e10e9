package dev.easel.server.studio;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntSupplier;

import javax.imageio.ImageIO;

/** Pictures that tests hand in, and what they look for in those that come. */
final class Pictures {
    private Pictures() {}

    /** {@return a file of a picture as large as those that tests make, of one colour} */
    static Path square(Path folder, Color color) {
        return file(
                folder.resolve("%08x.png".formatted(color.getRGB())), Studio.SIDE, color::getRGB);
    }

    /** {@return a file of a picture of which nothing can be packed} */
    static Path noise(Path folder, int side) {
        return file(folder.resolve("noise.png"), side, new Random(1)::nextInt);
    }

    private static Path file(Path file, int side, IntSupplier pixel) {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, pixel.getAsInt());
        }
        try {
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** {@return how many pixels differ} */
    static int differences(BufferedImage one, BufferedImage other) {
        int count = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                count += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
            }
        }
        return count;
    }
}
