package dev.easel.pictures;

import java.util.List;

/** Converts CMYK to RGB. */
final class Cmyk {
    private static final int INKS = 4;
    private static final int CHANNELS = 3;

    private Cmyk() {}

    /**
     * Converts by the profile if it is one for CMYK, else by (1 - ink) * (1 - black).
     *
     * @param inks cyan, magenta, yellow and black of each pixel, 255 for full ink
     * @param profile an ICC profile, or empty
     * @param adjustments what was done is added here
     * @return [pixels, 3], a new array
     */
    static byte[] toRgb(byte[] inks, byte[] profile, List<String> adjustments) {
        adjustments.add("CMYK converted to RGB");
        var rgb = new byte[inks.length / INKS * CHANNELS];
        var printer = ColourProfile.of(profile).filter(found -> found.channels() == INKS);
        if (printer.isPresent()) {
            printer.get().toSrgb(inks, rgb);
        } else {
            filter(inks, rgb);
        }
        return rgb;
    }

    private static void filter(byte[] inks, byte[] rgb) {
        for (int from = 0, to = 0; to < rgb.length; from += INKS, to += CHANNELS) {
            int light = 255 - (inks[from + 3] & 0xFF);
            for (int c = 0; c < CHANNELS; c++) {
                rgb[to + c] = (byte) (((255 - (inks[from + c] & 0xFF)) * light + 127) / 255);
            }
        }
    }
}
