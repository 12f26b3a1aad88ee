// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class DiagnosisTest {
    @Test
    void aDiagnosisIsToldWithoutItsClassAndAnExceptionOfOthersWithIt() {
        assertEquals("it failed: a message was lost", BadInput.line(new Diagnosis("a message was lost")));
        assertEquals(
                "it failed: java.lang.IllegalStateException: out of order",
                BadInput.line(new IllegalStateException("out of order")));
    }
}
