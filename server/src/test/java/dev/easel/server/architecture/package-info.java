/** Which package of the server may use which. */
@NullMarked
package dev.easel.server.architecture;

import org.jspecify.annotations.NullMarked;
