package dev.easel.pictures;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Converts the colours of an ICC profile to sRGB, by the JDK's LCMS. */
final class ColourProfile {
    private static final int RGB = 3;
    private static final int STRIP = 1 << 14; // pixels that are converted at a time
    private static final int UNSEEN = 2; // levels

    private final int channels;
    private final ColorConvertOp conversion;

    private ColourProfile(ICC_Profile profile) {
        var sRgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
        channels = profile.getNumComponents();
        conversion = new ColorConvertOp(new ICC_Profile[] {profile, sRgb}, null);
    }

    /** {@return a profile for grey, RGB or CMYK; empty if it is for something else or broken} */
    static Optional<ColourProfile> of(byte[] icc) {
        try {
            var found = ICC_Profile.getInstance(icc);
            var profile = new ColourProfile(found);
            // Most defects show only in a conversion.
            profile.toSrgb(new byte[profile.channels], new byte[RGB]);
            return switch (found.getColorSpaceType()) {
                case ColorSpace.TYPE_GRAY, ColorSpace.TYPE_RGB, ColorSpace.TYPE_CMYK ->
                        Optional.of(profile);
                default -> Optional.empty();
            };
        } catch (RuntimeException broken) {
            return Optional.empty();
        }
    }

    /**
     * Converts a grey or RGB picture to sRGB in place, if the difference is visible.
     *
     * @param icc the profile, or empty
     * @param rgb three levels per pixel, equal ones for grey
     * @param adjustments what was done is added here
     */
    static void apply(byte[] icc, byte[] rgb, List<String> adjustments) {
        if (icc.length == 0) {
            return;
        }
        var profile = of(icc).filter(found -> found.fits(rgb));
        if (profile.isEmpty()) {
            adjustments.add("its colour profile cannot be used and was ignored");
        } else if (profile.get().makesADifference()) {
            adjustments.add("colours converted to sRGB");
            profile.get().toSrgb(rgb);
        }
    }

    /** {@return 1 for grey, 3 for RGB, 4 for CMYK} */
    int channels() {
        return channels;
    }

    /**
     * Converts all pixels.
     *
     * @param source {@link #channels} bytes per pixel
     * @param rgb 3 bytes for each pixel of the source; may be the source itself
     */
    void toSrgb(byte[] source, byte[] rgb) {
        int pixels = source.length / channels;
        // LCMS copies the whole of the arrays that it is given, so it gets small ones.
        var from = new byte[Math.min(STRIP, pixels) * channels];
        var to = new byte[Math.min(STRIP, pixels) * RGB];
        for (int done = 0; done < pixels; done += STRIP) {
            int count = Math.min(STRIP, pixels - done);
            System.arraycopy(source, done * channels, from, 0, count * channels);
            conversion.filter(row(from, channels), row(to, RGB));
            System.arraycopy(to, 0, rgb, done * RGB, count * RGB);
        }
    }

    private static WritableRaster row(byte[] bytes, int channels) {
        var order = new int[channels];
        Arrays.setAll(order, i -> i);
        return Raster.createInterleavedRaster(
                new DataBufferByte(bytes, bytes.length),
                bytes.length / channels,
                1,
                bytes.length,
                channels,
                order,
                null);
    }

    private boolean fits(byte[] rgb) {
        if (channels != 1) {
            return channels == RGB;
        }
        for (int i = 0; i < rgb.length; i += RGB) {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
                return false;
            }
        }
        return true;
    }

    private void toSrgb(byte[] rgb) {
        if (channels == 1) {
            var levels = levels();
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = levels[RGB * (rgb[i] & 0xFF) + i % RGB];
            }
        } else {
            toSrgb(rgb, rgb);
        }
    }

    /** {@return the RGB levels of each of the 256 greys} */
    private byte[] levels() {
        var greys = new byte[256];
        for (int i = 0; i < greys.length; i++) {
            greys[i] = (byte) i;
        }
        var rgb = new byte[greys.length * RGB];
        toSrgb(greys, rgb);
        return rgb;
    }

    /** Most profiles are sRGB by another name, which samples from the whole colour cube show. */
    private boolean makesADifference() {
        int steps = 8;
        var samples = new byte[(steps + 1) * (steps + 1) * (steps + 1) * RGB];
        for (int i = 0; i < samples.length; i++) {
            int step = i / RGB;
            for (int c = i % RGB; c > 0 && channels == RGB; c--) {
                step /= steps + 1;
            }
            samples[i] = (byte) (step % (steps + 1) * 255 / steps);
        }
        var converted = samples.clone();
        toSrgb(converted);
        for (int i = 0; i < samples.length; i++) {
            if (Math.abs((samples[i] & 0xFF) - (converted[i] & 0xFF)) > UNSEEN) {
                return true;
            }
        }
        return false;
    }
}
