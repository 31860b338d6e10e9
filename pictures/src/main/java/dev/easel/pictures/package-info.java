/**
 * Pictures of 8 bits per colour, and their files: PNG, JPEG and WebP, read and written, with the
 * recipe inside.
 *
 * <p>Start reading at {@link dev.easel.pictures.ImageCodec}; {@link dev.easel.pictures.ImageFiles}
 * reads from and writes to the disk. The package uses the JDK and libwebp (by webp-imageio), and no
 * other package of Easel. A {@code Decoder} reads the header of a file first; its pixels are
 * decoded once the size is known to be allowed.
 *
 * <p>Pixels of JPEG and WebP are decoded and encoded by the JDK's libjpeg and by libwebp, and
 * profiles are applied by the JDK's LCMS. What is written here instead was tried with libraries in
 * November 2026. Each failed a file of {@code HardFilesTest} or a limit of {@code
 * ImageDecodingTest} or {@code ImageCodecTest}:
 *
 * <ul>
 *   <li>PNG, reading. The JDK 25: {@code colour0-2-transparent}, {@code colour0-4-transparent} and
 *       {@code palette-too-short} have wrong pixels. PNGJ 2.1.0 (2014): refuses {@code
 *       palette-too-short} and {@code profile-cut}, takes {@code too-few} for whole, and inflates
 *       texts without a limit (2 GiB from 0.5 MB). Commons Imaging 1.0.0-alpha6: fails 24 of 77.
 *   <li>PNG, writing. The JDK 25: 77 kB for the smooth picture that may have 20 kB, and photos 1.6
 *       times as large. PNGJ would do, but has had no release since 2014.
 *   <li>JPEG, segments. The JDK 25 alone: wrong pixels in {@code cmyk}, {@code cmyk-plain}, {@code
 *       ycck} and {@code profile-cmyk}, refuses {@code profile-of-grey}, takes {@code no-end} for
 *       whole. TwelveMonkeys imageio-jpeg 3.14.0: {@code profile-cmyk} is off by 70 levels (16 are
 *       allowed), {@code no-end} is taken for whole.
 *   <li>WebP, container. webp-imageio 0.11.0 alone: refuses {@code moving}, {@code moving-inside}
 *       and {@code moving-not}, ignores {@code profile-wide}, and {@code alpha-damaged} is an
 *       {@code OutOfMemoryError}. TwelveMonkeys imageio-webp 3.14.0: fails 11 of 25, {@code lossy}
 *       by 61 levels.
 *   <li>EXIF, orientation. metadata-extractor 2.21.0 and TwelveMonkeys imageio-metadata 3.14.0:
 *       allocate 280 MiB for 60 kB of overlapping values ({@code
 *       valuesOfExifThatOverlapAreNotRead}).
 *   <li>EXIF, writing. imageio-metadata 3.14.0 would do, with five jars for about 20 lines.
 * </ul>
 */
@NullMarked
package dev.easel.pictures;

import org.jspecify.annotations.NullMarked;
