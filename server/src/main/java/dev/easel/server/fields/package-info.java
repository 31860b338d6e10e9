/** What protocols share of reading requests: values of JSON bodies, looked at one by one. */
@NullMarked
package dev.easel.server.fields;

import org.jspecify.annotations.NullMarked;
