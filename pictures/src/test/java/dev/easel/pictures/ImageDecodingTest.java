package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.management.ThreadMXBean;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

/** What {@link HardFilesTest} cannot show by one file or another. */
class ImageDecodingTest {
    private static final long CONSTANT = 16 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @EnumSource
    void whatIsEncodedIsDecoded(ImageFormat format) {
        var picture = Pictures.drawing(61, 43);
        var content =
                ImageCodec.encode(
                        picture, Encoding.of(format).withQuality(100).withParameters("a fox"));
        var decoded = ImageCodec.decode(content, ImageCodec.MAX_PIXELS);

        assertThat(decoded.adjustments()).isEmpty();
        assertThat(Pictures.psnr(picture, decoded.image())).isGreaterThan(45);
    }

    @ParameterizedTest
    @CsvSource({
        "GIF89a, a GIF",
        "BM6, a BMP",
        "'II*\0', a TIFF or a camera's raw file",
        "'MM\0*', a TIFF or a camera's raw file",
        "'\0\0\0\u001Cftypavif', an AVIF",
        "'\0\0\0\u0018ftypheic', a HEIC",
        "'\0\0\0\u0018ftypmif1', a HEIC",
        "'\0\0\0\u0018ftypisom', a film",
        "'\u00FF\n', a JPEG XL",
        "'\0\0\0\fjP  ', a JPEG 2000",
        "8BPS, a Photoshop file",
        "RIFF1234WAVE, a RIFF file that is no WebP",
        "'<?xml version=\"1.0\"?>\n<svg>', an SVG",
        "'<!DOCTYPE html>', a web page",
        "hello, text",
        "'\0\1\2\3', a file of another kind",
        "'', an empty file"
    })
    void otherKindsOfFilesAreNamed(String beginning, String kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageCodec.decode(beginning.getBytes(ISO_8859_1), 1000))
                .withMessage("a picture must be PNG, JPEG or WebP, got " + kind);
    }

    @ParameterizedTest
    @EnumSource
    void decodingTakesAsMuchMemoryAsItSays(ImageFormat format) {
        var picture = Pictures.drawing(1600, 1200);
        var content = ImageCodec.encode(picture, Encoding.of(format));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        ImageCodec.decode(content, ImageCodec.MAX_PIXELS);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(bound(1600 * 1200, 1600, content));
    }

    @Tag("slow")
    @Test
    void aPhonesPhotoOf24MegapixelsIsDecodedWithinTheBound() {
        var upright = RgbImage.filled(4000, 6000, 0x336699);
        var jpeg = turned(ImageCodec.encode(upright, Encoding.of(ImageFormat.JPEG)));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        var decoded = ImageCodec.decode(jpeg, ImageCodec.MAX_PIXELS);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(decoded.adjustments()).containsExactly("turned upright (EXIF orientation 6)");
        assertThat(decoded.image().width()).isEqualTo(6000);
        assertThat(allocated).isLessThan(bound(24_000_000, 4000, jpeg));
    }

    @ParameterizedTest
    @EnumSource
    void theSizeIsReadWithoutDecoding(ImageFormat format) {
        var content = ImageCodec.encode(Pictures.drawing(1600, 1200), Encoding.of(format));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        var size = ImageCodec.size(content);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(size).isEqualTo(new ImageCodec.Size(1600, 1200));
        assertThat(allocated).isLessThan(100_000);
    }

    @Test
    void theSizeOfWhatCannotBeDecodedIsRefused() throws IOException {
        var huge = Files.readAllBytes(HardFilesTest.FOLDER.resolve("huge.png"));
        var size = ImageCodec.size(huge);

        assertThat(size).isEqualTo(new ImageCodec.Size(100_000, 100_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> size.requireAtMost(Long.MAX_VALUE))
                .withMessage("a picture may have at most 134217728 pixels, got 100000x100000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageCodec.size(new byte[0]))
                .withMessage("a picture must be PNG, JPEG or WebP, got an empty file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageCodec.size(Arrays.copyOf(huge, 20)))
                .withMessageStartingWith("the picture is cut off");
    }

    /** Metadata libraries read all values: 280 MiB of 60,000 bytes. */
    @Test
    void valuesOfExifThatOverlapAreNotRead() {
        int entries = 5000;
        var exif = ByteBuffer.allocate(8 + 2 + 12 * entries + 4);
        exif.put("MM\0*".getBytes(ISO_8859_1)).putInt(8).putShort((short) entries);
        for (int i = 0; i < entries; i++) {
            short tag = (short) (0x4000 + i);
            short undefined = 7;
            exif.putShort(tag).putShort(undefined).putInt(exif.capacity() - 8).putInt(8);
        }
        var jpeg = ImageCodec.encode(Pictures.noise(8, 8), Encoding.of(ImageFormat.JPEG));
        var content = withExif(jpeg, exif.array());
        long before = THREADS.getCurrentThreadAllocatedBytes();
        var adjustments = ImageCodec.decode(content, 64).adjustments();
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(adjustments).isEmpty();
        assertThat(allocated).isLessThan(1 << 20);
    }

    private static byte[] turned(byte[] jpeg) {
        var orientation = new byte[] {1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0};
        var exif =
                ByteBuffer.allocate(8 + 2 + 12 + 4)
                        .put("MM\0*".getBytes(ISO_8859_1))
                        .putInt(8)
                        .putShort((short) 1)
                        .put(orientation);
        return withExif(jpeg, exif.array());
    }

    private static byte[] withExif(byte[] jpeg, byte[] exif) {
        return ByteBuffer.allocate(jpeg.length + 10 + exif.length)
                .put(jpeg, 0, 2)
                .putShort((short) 0xFFE1)
                .putShort((short) (8 + exif.length))
                .put("Exif\0\0".getBytes(ISO_8859_1))
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    @Test
    void theLimitIsThatOfTheCaller() {
        var content = ImageCodec.encode(Pictures.noise(10, 10), Encoding.of(ImageFormat.PNG));

        assertThat(ImageCodec.decode(content, 100).image().width()).isEqualTo(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageCodec.decode(content, 99))
                .withMessage("a picture may have at most 99 pixels, got 10x10");
    }

    @Test
    void tablesBeyondReasonAreNotKept() {
        var jpeg = new ByteArrayOutputStream();
        jpeg.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8});
        for (int i = 0; i < 5; i++) {
            jpeg.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xDB, (byte) 0xFF, (byte) 0xFF});
            jpeg.writeBytes(new byte[0xFFFD]);
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageCodec.decode(jpeg.toByteArray(), 1000))
                .withMessage("the JPEG is damaged: it has tables of more than 262144 bytes");
    }

    @Test
    void aLargeJpegMayHaveFewerScans() throws IOException {
        var jpeg = Files.readAllBytes(HardFilesTest.FOLDER.resolve("many-scans.jpg"));
        int frame = new String(jpeg, ISO_8859_1).indexOf("\u00FF\u00C0");
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 6000).putShort(frame + 7, (short) 8000);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageCodec.decode(jpeg, ImageCodec.MAX_PIXELS))
                .withMessage("the JPEG is damaged: it has more than 22 scans");
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(HardFilesTest.names());
    }

    @net.jqwik.api.Tag("slow")
    @Property(tries = 2000)
    void aDamagedFileIsRefusedWithASentenceOrDecodedWithinTheBound(
            @ForAll("files") String name, @ForAll long seed) throws IOException {
        var content = damaged(Files.readAllBytes(HardFilesTest.FOLDER.resolve(name)), seed);
        int most = 10_000;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            var size = ImageCodec.size(content);
            var image = ImageCodec.decode(content, most).image();
            assertThat(size).isEqualTo(new ImageCodec.Size(image.width(), image.height()));
            assertThat(image.bytes()).hasSize(3 * image.width() * image.height());
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("(the|a) (picture|PNG|JPEG|WebP) .*");
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(bound(most, most, content));
    }

    /** What {@link ImageCodec#decode} promises. */
    private static long bound(int pixels, int width, byte[] content) {
        return 7L * pixels + 2 * 8L * width + content.length + CONSTANT;
    }

    private static byte[] damaged(byte[] content, long seed) {
        var random = new Random(seed);
        var bytes = content.clone();
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int at = random.nextInt(bytes.length);
            bytes[at] =
                    switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> (byte) 0xFF;
                        case 2 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
                        default -> (byte) random.nextInt();
                    };
        }
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        }
        if (random.nextBoolean()) {
            correctSums(bytes); // else most changes of a PNG go no further than the sums
        }
        return bytes;
    }

    private static void correctSums(byte[] png) {
        var in = ByteBuffer.wrap(png);
        int at = 8;
        while (at + 12 <= png.length) {
            int length = in.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                return;
            }
            var crc = new CRC32();
            crc.update(png, at + 4, length + 4);
            in.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
    }
}
