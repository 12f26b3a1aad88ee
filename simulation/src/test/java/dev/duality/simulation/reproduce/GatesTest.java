// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatesTest {
    private static final Path RESULTS = Path.of("..", "results", "README.md");

    private static Reproduction reproduce(int number, Map<String, String> given) {
        Gate gate = Gates.all().stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow();
        return new Reproduction(gate, gate.check().apply(new Constants(given)));
    }

    /// The table in the results is what the program finds, and all of it was found again but for what is missed.
    @Test
    void whatWasPublishedIsFoundAgainAndTheResultsSayWhatWasFound() throws IOException {
        List<Reproduction> all = Gates.all().stream()
                .map(gate -> new Reproduction(gate, gate.check().apply(new Constants(Map.of()))))
                .toList();

        assertEquals(
                List.copyOf(Gates.knownToMiss().keySet()),
                all.stream()
                        .filter(one -> one.finding().verdict() != GateVerdict.MET)
                        .map(one -> one.gate().number())
                        .toList(),
                all::toString);
        assertTrue(
                Files.readString(RESULTS).contains("begin -->\n" + Reproduction.markdown(all) + "<!--"),
                () -> "results/README.md has another table; run ./duality reproduce --write results/README.md");
    }

    /// Interrupts that cost next to nothing lock nobody out, whatever the paper measured.
    @Test
    void aModelThatIsAnotherMissesThePapersCurve() {
        Map<String, String> cheap = Map.of("arrival", "1", "forward", "212");

        assertEquals(GateVerdict.MISSED, reproduce(44, cheap).finding().verdict());
    }

    /// A twin of each that is wrong in one thing, and is let in by nothing but the ratio that a reader looks at first.
    @ParameterizedTest
    @CsvSource({
        "13, link, 150", // Amdahl's law of it is kept, and is not that of the paper
        "13, served, 0.4", // a server that takes more than was measured
        "38, penalty, 0", // nobody's pages are kept
        "38, page-rate, 100000", // a file that comes so fast drives out who sleeps for a second
        "38, page-rate, 225", // one that comes so slowly drives nearly nobody out
        "39, map-page, 2", // the crossover stays within its bounds, at other prices
        "39, read-call, 2", // mapping always pays
        "42, call, 1.5", // home is nearer than it was
        "42, move, 2000", // a move that a compilation feels
    })
    void aTwinThatIsWrongInOneThingMisses(int gate, String constant, String value) {
        assertEquals(
                GateVerdict.MISSED,
                reproduce(gate, Map.of(constant, value)).finding().verdict());
    }

    @Test
    void aLossThatLeavesNoCallAloneStillExecutesNoneTwice() {
        assertEquals(
                GateVerdict.MET, reproduce(23, Map.of("loss", "0.5")).finding().verdict());
    }

    /// The file is uncacheable all the same, but hardly an open is of it.
    @Test
    void whereNobodyLooksForAnIdleHostTheSharedFileDoesLittleHarm() {
        assertEquals(
                GateVerdict.MISSED,
                reproduce(37, Map.of("picks", "0")).finding().verdict());
    }
}
