@NullMarked
package dev.easel.server.protocol.models;

import org.jspecify.annotations.NullMarked;
