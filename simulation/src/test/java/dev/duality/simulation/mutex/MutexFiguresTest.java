// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mutex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The paper's sentences, by 2 to 8 processes and 10,000 entries.
class MutexFiguresTest {
    /// 10,000, or a few more, so that all do the same.
    private static long entriesOf(int nodes) {
        return Math.ceilDiv(10_000L, nodes) * nodes;
    }

    @Test
    void eachEntryTakesThreeMessagesForEachOfTheOthersAndNobodyObjects() {
        List<MutexFigures.Entries> all = MutexFigures.entries();

        assertEquals(
                IntStream.rangeClosed(2, 8).boxed().toList(),
                all.stream().map(MutexFigures.Entries::nodes).toList());
        for (MutexFigures.Entries entries : all) {
            assertEquals(Optional.empty(), entries.violation());
            assertEquals(entriesOf(entries.nodes()), entries.entries());
            assertEquals(entries.expected(), entries.messages());
        }
    }

    @Test
    void nobodyIsGrantedARequestThatOneWhoHasStoppedNeverAnswers() {
        for (MutexFigures.Halt halt : MutexFigures.crashes()) {
            assertEquals(0, halt.granted(), halt::toString);
            assertEquals(entriesOf(halt.nodes()), halt.entriesBefore() + halt.letIn() + halt.missing(), halt::toString);
        }
        for (MutexFigures.Halt halt : MutexFigures.pauses()) {
            assertEquals(0, halt.granted(), halt::toString);
            assertEquals(0, halt.missing(), halt::toString);
        }
    }
}
