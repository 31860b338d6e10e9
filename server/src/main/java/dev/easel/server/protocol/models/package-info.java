/** The models of this server over HTTP: what is here and what it takes, pulling and deleting. */
@NullMarked
package dev.easel.server.protocol.models;

import org.jspecify.annotations.NullMarked;
