package dev.easel.pictures;

import java.io.IOException;
import java.util.Arrays;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;

/** The JDK's own JPEG codec, whatever plug-ins the class path brings along. */
final class BuiltInJpeg {
    private BuiltInJpeg() {}

    static ImageReader reader() throws IOException {
        return find(ImageReaderSpi.class).createReaderInstance();
    }

    static ImageWriter writer() throws IOException {
        return find(ImageWriterSpi.class).createWriterInstance();
    }

    private static <S extends ImageReaderWriterSpi> S find(Class<S> kind) {
        var providers = IIORegistry.getDefaultInstance().getServiceProviders(kind, false);
        while (providers.hasNext()) {
            var provider = providers.next();
            if (provider.getClass().getModule().equals(ImageIO.class.getModule())
                    && Arrays.asList(provider.getFormatNames()).contains("jpeg")) {
                return provider;
            }
        }
        throw new IllegalStateException("this Java has no JPEG codec");
    }
}
