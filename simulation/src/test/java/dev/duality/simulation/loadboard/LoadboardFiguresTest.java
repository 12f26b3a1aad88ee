// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.loadboard.LoadboardFigures.Day;
import org.junit.jupiter.api.Test;

/// The published figures, and how near to them we must come.
final class LoadboardFiguresTest {
    private final LoadboardFigures figures = new LoadboardFigures(1, 65, 10);

    @Test
    void aProcessInPlaceOfTheFileLeavesFewUncacheableOpensAndFewBytes() {
        Day file = figures.file();
        Day server = figures.server();

        assertEquals(file.operations(), server.operations(), "the same is done in both forms");
        assertTrue(file.uncacheable() > 0.05, file::toString);
        assertTrue(server.uncacheable() < 0.01, server::toString);
        assertTrue(server.bytes() < 0.1 * file.leastBytes(), () -> file + " " + server);
        assertTrue(file.leastBytes() < file.bytes(), file::toString);
    }

    @Test
    void aRecordThatIsAskedForByMessagesTakesTwoMessages() {
        Day server = figures.server();

        assertEquals(2 * server.operations(), server.messages());
    }

    /// Without queries, the updates alone make no opens, and take of the network what the process saves little of.
    @Test
    void withoutQueriesHardlyAnyOpenIsUncacheable() {
        Day file = new LoadboardFigures(1, 0, 10).file();

        assertTrue(file.uncacheable() < 0.05, file::toString);
    }
}
