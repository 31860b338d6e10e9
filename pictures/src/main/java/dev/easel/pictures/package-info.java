/**
 * Pictures of 8 bits a colour and the files they come from and become: PNG, JPEG and WebP, with the
 * recipe inside.
 *
 * <p>Uses only the JDK and libwebp. Start reading at {@link dev.easel.pictures.ImageCodec}; {@link
 * dev.easel.pictures.ImageFiles} puts its bytes on the disk and takes them from there.
 */
@NullMarked
package dev.easel.pictures;

import org.jspecify.annotations.NullMarked;
