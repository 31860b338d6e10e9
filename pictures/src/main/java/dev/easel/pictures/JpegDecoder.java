package dev.easel.pictures;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageReader;

/**
 * A JPEG, decoded by the JDK's libjpeg. libjpeg gets the frame, its tables, the scans and a plain
 * marker for the colour space; everything else in a file is read or ignored by this package.
 */
final class JpegDecoder implements Decoder {
    // A progressive picture has about ten scans. The JDK outputs all pixels after each of them, so
    // that a small file could keep a processor busy for minutes.
    private static final long MOST_SCANNED_PIXELS = 1L << 30;
    private static final int FEWEST_SCANS = 16;
    private static final int MOST_SCANS = 100;

    private static final byte[] JFIF = {
        (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };
    private static final byte[] ADOBE = {
        (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };

    private final byte[] jpeg;
    private final JpegHeader header;

    JpegDecoder(byte[] jpeg) {
        this.jpeg = jpeg;
        this.header = new JpegHeader(jpeg);
    }

    @Override
    public int width() {
        return header.width();
    }

    @Override
    public int height() {
        return header.height();
    }

    @Override
    public Orientation orientation() {
        return Orientation.of(header.exif());
    }

    @Override
    public boolean mayBeTransparent() {
        return false;
    }

    @Override
    public Map<String, String> texts() {
        return ExifTexts.of(header.exif());
    }

    /** {@return that of grey or RGB; {@link #pixels} has applied that of CMYK} */
    @Override
    public byte[] profile() {
        return isCmyk() ? new byte[0] : header.profile();
    }

    @Override
    public byte[] pixels(Alpha translucent, List<String> adjustments) {
        int end = requireEnd();
        var warnings = new ArrayList<String>();
        var reader = reader();
        byte[] pixels;
        try (var in = new MemoryInput(head(), jpeg, header.firstScan(), end)) {
            reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
            reader.setInput(in, true, true);
            pixels = isCmyk() ? inks(reader) : rgb(reader);
        } catch (IOException | RuntimeException e) {
            throw JpegHeader.damaged("its pixels cannot be decoded");
        } finally {
            reader.dispose();
        }
        judge(warnings, adjustments);
        if (translucent == Alpha.TRANSPARENCY) {
            return new byte[3 * width() * height()]; // a JPEG is opaque
        }
        return isCmyk() ? Cmyk.toRgb(pixels, header.profile(), adjustments) : pixels;
    }

    /** The end of the picture; another picture or anything else may follow. */
    private int requireEnd() {
        int most =
                Math.clamp(
                        MOST_SCANNED_PIXELS / ((long) width() * height()),
                        FEWEST_SCANS,
                        MOST_SCANS);
        int scans = 0;
        var segment = JpegSegment.find(jpeg, header.firstScan());
        while (segment.type() != JpegSegment.EOI) {
            if (segment.type() == JpegSegment.SOS && ++scans > most) {
                throw JpegHeader.damaged("it has more than " + most + " scans");
            }
            segment = JpegSegment.find(jpeg, segment.end());
        }
        return segment.end();
    }

    /** {@return all segments before the scans} */
    private byte[] head() {
        var marker =
                switch (header.colours()) {
                    case GREY, YCC -> JFIF;
                    case RGB, CMYK -> ADOBE;
                    case YCCK -> {
                        var adobe = ADOBE.clone();
                        adobe[adobe.length - 1] = 2;
                        yield adobe;
                    }
                };
        var head = new ByteArrayOutputStream();
        head.write(0xFF);
        head.write(0xD8);
        head.writeBytes(marker);
        head.writeBytes(header.tables());
        return head.toByteArray();
    }

    private boolean isCmyk() {
        return switch (header.colours()) {
            case CMYK, YCCK -> true;
            case GREY, YCC, RGB -> false;
        };
    }

    private byte[] rgb(ImageReader reader) throws IOException {
        var rgb = new byte[3 * width() * height()];
        int[] order = {0, 1, 2};
        WritableRaster raster =
                Raster.createInterleavedRaster(
                        new DataBufferByte(rgb, rgb.length),
                        width(),
                        height(),
                        width() * order.length,
                        order.length,
                        order,
                        null);
        var sRgb =
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        false,
                        false,
                        Transparency.OPAQUE,
                        DataBuffer.TYPE_BYTE);
        var settings = reader.getDefaultReadParam();
        settings.setDestination(new BufferedImage(sRgb, raster, false, null));
        reader.read(0, settings);
        return rgb;
    }

    /**
     * The inks of each pixel, [height, width, 4], 255 for full ink; the JDK undoes Adobe's
     * inversion.
     */
    private static byte[] inks(ImageReader reader) throws IOException {
        return ((DataBufferByte) reader.read(0).getRaster().getDataBuffer()).getData();
    }

    private static void judge(List<String> warnings, List<String> adjustments) {
        if (warnings.stream().anyMatch(warning -> warning.contains("premature end"))) {
            throw JpegHeader.damaged("it holds fewer pixels than its header says");
        }
        if (!warnings.isEmpty()) {
            adjustments.add("the file is damaged, parts of the picture may be wrong");
        }
    }

    private static ImageReader reader() {
        try {
            return BuiltInJpeg.reader();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the JPEG decoder", e);
        }
    }
}
