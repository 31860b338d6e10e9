package dev.easel.server.request;

import dev.easel.server.request.GenerationRequest.Lora;

import java.util.List;
import java.util.Optional;

/**
 * The words of a request as they were sent: without its style around them, and with the tags of
 * LoRAs in them. They are kept for people, who want to use them again.
 *
 * @param style the name of what is laid around them
 * @param loras those that were listed beside the prompt
 */
public record WrittenWords(
        String prompt, Optional<String> negativePrompt, Optional<String> style, List<Lora> loras) {
    public WrittenWords {
        loras = List.copyOf(loras);
    }
}
