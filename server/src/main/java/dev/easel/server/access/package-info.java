/** Who may call: keys, captcha tokens, rate limit, origins. */
@NullMarked
package dev.easel.server.access;

import org.jspecify.annotations.NullMarked;
