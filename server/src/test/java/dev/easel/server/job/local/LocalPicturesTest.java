package dev.easel.server.job.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.job.JobStore.NewJob;
import dev.easel.server.job.KeptRequest;
import dev.easel.server.job.MadePicture;
import dev.easel.server.job.PictureRef;
import dev.easel.server.job.TestParts;
import dev.easel.server.storage.TestDatabase;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

@Tag("slow")
class LocalPicturesTest {
    private static LocalPictures pictures(TestDatabase database) {
        return new LocalPictures(database.client(), database.transactions());
    }

    private static UUID job(TestDatabase database) {
        var job =
                new NewJob(
                        UUID.randomUUID(),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "imagesdxl",
                        "sdxl",
                        Optional.of(new byte[] {1}),
                        TestParts.COST,
                        KeptRequest.UNKNOWN);
        assertThat(TestParts.store(database).add(job)).isEmpty();
        return job.id();
    }

    @ParameterizedTest
    @EnumSource
    void picturesThatLastAreThereAfterARestart(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var id = job(database);
            var made =
                    List.of(
                            new MadePicture(new byte[] {1, 2}, 64, 32, 42),
                            new MadePicture(new byte[] {3}, 64, 32, 43));
            var references = pictures(database).put(id, made, true);
            var later = pictures(database);
            assertThat(later.of(id)).isEqualTo(references);
            assertThat(references).extracting(PictureRef::seed).containsExactly(42L, 43L);
            assertThat(later.file(references.getLast())).hasValue(new byte[] {3});
            assertThat(references).extracting(PictureRef::width).containsExactly(64, 64);
            assertThat(later.of(List.of(id, UUID.randomUUID()))).isEqualTo(Map.of(id, references));
            assertThat(later.lastingBytes()).isEqualTo(Map.of(id, 3L));
            later.delete(id);
            assertThat(later.lastingBytes()).isEmpty();
            assertThat(later.of(id)).isEmpty();
            assertThat(later.file(references.getFirst())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatRunsAgainHasItsNewPicturesAlone(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var id = job(database);
            var pictures = pictures(database);
            pictures.put(id, List.of(new MadePicture(new byte[] {1}, 64, 32, 1)), true);
            var again = pictures.put(id, List.of(new MadePicture(new byte[] {2}, 64, 32, 2)), true);
            assertThat(pictures.of(id)).isEqualTo(again);
        }
    }

    @ParameterizedTest
    @EnumSource
    void picturesMayBeTensOfMegabytes(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var id = job(database);
            var file = new byte[40_000_000];
            new Random(7).nextBytes(file);
            var pictures = pictures(database);
            var reference =
                    pictures.put(id, List.of(new MadePicture(file, 64, 32, 1)), true).getFirst();
            assertThat(pictures.file(reference)).hasValue(file);
        }
    }

    @ParameterizedTest
    @EnumSource
    void picturesThatPassAreInMemoryAlone(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var id = job(database);
            var pictures = pictures(database);
            var made = List.of(new MadePicture(new byte[] {1}, 64, 32, 1));
            var reference = pictures.put(id, made, false).getFirst();
            assertThat(pictures.of(id)).containsExactly(reference);
            assertThat(pictures(database).of(id)).isEmpty();
            pictures.delete(id);
            assertThat(pictures.file(reference)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void onePictureIsDeletedAndTheOthersKeepTheirNumbers(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            for (boolean lasting : new boolean[] {true, false}) {
                var id = job(database);
                var pictures = pictures(database);
                var made =
                        List.of(
                                new MadePicture(new byte[] {1}, 64, 32, 1),
                                new MadePicture(new byte[] {2}, 64, 32, 2));
                var references = pictures.put(id, made, lasting);
                assertThat(pictures.delete(id, 0)).isTrue();
                assertThat(pictures.delete(id, 0)).isFalse();
                assertThat(pictures.delete(id, 2)).isFalse();
                assertThat(pictures.of(id)).containsExactly(references.getLast());
                assertThat(pictures.file(references.getFirst())).isEmpty();
                assertThat(pictures.file(references.getLast())).hasValue(new byte[] {2});
            }
        }
    }
}
