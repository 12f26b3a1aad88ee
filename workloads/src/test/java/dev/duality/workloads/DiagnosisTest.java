// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Diagnosis;
import dev.duality.shm.FileUnusable;
import dev.duality.shm.Slip;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

final class DiagnosisTest {
    @Test
    void aDiagnosisIsToldWithoutItsClassAndAnExceptionOfOthersWithIt() {
        assertEquals("it failed: a message was lost", BadInput.line(new Diagnosis("a message was lost")));
        assertEquals("it failed: 3 is no power of two", BadInput.line(new Slip("3 is no power of two")));
        assertEquals(
                "it failed: cannot map /x: no such file; give another directory",
                BadInput.line(
                        new FileUnusable("cannot map /x", new NoSuchFileException("/x"), "give another directory")));
        assertEquals(
                "it failed: cannot map /x: java.io.IOException",
                BadInput.line(new FileUnusable("cannot map /x", new IOException())));
        assertEquals(
                "it failed: java.lang.IllegalStateException: out of order",
                BadInput.line(new IllegalStateException("out of order")));
    }
}
