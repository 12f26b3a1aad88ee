// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
    private static final List<String> KNOWN = List.of(
            "run", "list", "report", "--workload", "--workers", "shm:lockfree", "messaging:ring", "messaging:tcp");

    @ParameterizedTest
    @CsvSource({
        "rnu, run",
        "lst, list",
        "reprot, report",
        "REPORT, report",
        "--worlkoad, --workload",
        "-workers, --workers",
        "shm:lockfre, shm:lockfree",
        "mesaging:ring, messaging:ring",
        "ring, messaging:ring",
        "lockfre, shm:lockfree"
    })
    void theNearestNameIsSuggested(String typed, String meant) {
        assertEquals(Optional.of(meant), Suggestion.of(typed, KNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "walk", "--nosuch", "messaging:nosuch", "everything", "shm:"})
    void aNameThatIsFarFromAllIsNoSlip(String typed) {
        assertEquals(Optional.empty(), Suggestion.of(typed, KNOWN));
    }

    @Test
    void aHugeNameIsNoneOfOurs() {
        assertEquals("", Suggestion.question("x".repeat(1_000_000), KNOWN));
    }
}
