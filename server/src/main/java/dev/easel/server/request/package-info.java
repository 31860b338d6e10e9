/**
 * What is asked for, whatever protocol it came by: the request, how it is stored, the limits that
 * it must keep, and the plan how it is carried out and what it costs.
 */
@NullMarked
package dev.easel.server.request;

import org.jspecify.annotations.NullMarked;
