package dev.easel.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.catalog.ModelPlace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ChoiceTest {
    @Test
    void theEmbeddedModelsKnowledgeIsTold() {
        assertThat(Choice.knowledgeOf(new ModelPlace.Embedded())).isPresent();
    }

    @Test
    void aBrokenListOfWordsRefusesNoRequest(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("knows.json"), "{");

        assertThat(Choice.knowledgeOf(new ModelPlace.Folder("broken", folder))).isEmpty();
    }
}
