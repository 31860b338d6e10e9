/** The description of the service for machines and people: OpenAPI and the list of models. */
@NullMarked
package dev.easel.server.api;

import org.jspecify.annotations.NullMarked;
