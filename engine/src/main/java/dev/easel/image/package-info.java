/**
 * Pictures of 8 bits a colour and the files they become: PNG, JPEG and WebP, with the recipe
 * inside.
 *
 * <p>Uses only the JDK and the WebP encoder. Start reading at {@link dev.easel.image.ImageCodec};
 * {@link dev.easel.image.ImageFile} puts its bytes on the disk.
 */
@NullMarked
package dev.easel.image;

import org.jspecify.annotations.NullMarked;
