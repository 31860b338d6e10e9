/**
 * Downloads models into the folder of this machine, from Hugging Face or any https address. It
 * knows neither Spring nor the service: the command line uses it as it is. Start reading at {@link
 * dev.easel.server.pull.ModelPuller}.
 */
@NullMarked
package dev.easel.server.pull;

import org.jspecify.annotations.NullMarked;
