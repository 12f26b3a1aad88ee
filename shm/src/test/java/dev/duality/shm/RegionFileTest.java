// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Regions that are mapped from files.
class RegionFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aRegionOfNoBytesIsRefused(long bytes) {
        assertThrows(IllegalArgumentException.class, () -> Region.allocate(bytes));
        assertThrows(IllegalArgumentException.class, () -> Region.map(folder.resolve("none"), bytes));
        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    void regionsOfTheSameFileAreTheSameMemory() {
        Path file = folder.resolve("shared");
        try (Region one = Region.map(file, 128)) {
            Region other = Region.map(file, 128);
            one.setRelease(64, 5);
            assertEquals(5, other.getAcquire(64));
            assertEquals(5, other.getAndAdd(64, 2));
            assertEquals(7, one.getPlain(64));
            other.close();
            assertEquals(7, one.getPlain(64));
        }
    }

    @Test
    void aFileIsGrownButNeverCutOrCleared() throws IOException {
        Path file = folder.resolve("growing");
        Region small = Region.map(file, 100);
        small.setPlain(8, 5);
        try (Region large = Region.map(file, 10_000)) {
            assertEquals(10_000, Files.size(file));
            assertEquals(5, large.getPlain(8));
            assertEquals(0, large.getPlain(9_992));
            large.setPlain(8, 6);
            large.setPlain(9_992, 7);
            assertEquals(6, small.getPlain(8));
            assertThrows(IndexOutOfBoundsException.class, () -> small.getPlain(9_992));
        }
        small.close();
        Region.map(file, 16).close();
        assertEquals(10_000, Files.size(file));
        try (Region again = Region.map(file, 10_000)) {
            assertEquals(6, again.getPlain(8));
            assertEquals(7, again.getPlain(9_992));
        }
    }

    @Test
    void aFileThatCannotBeMappedIsNamedWithItsCause() {
        Path file = folder.resolve("no such folder").resolve("region");
        UncheckedIOException thrown = assertThrows(UncheckedIOException.class, () -> Region.map(file, 1_000));
        assertTrue(thrown.getMessage().contains(file.toString()), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("1,000"), thrown.getMessage());
    }
}
