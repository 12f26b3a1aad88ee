// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractTest {
    private static final Contract ONE_TO_ONE = new Contract(
            Contract.Many.ONE,
            Contract.Many.ONE,
            true,
            Contract.Order.FIFO,
            false,
            Contract.Passing.COPIES,
            Contract.Reach.PROCESSES);

    private static final Contract MANY_TO_MANY = new Contract(
            Contract.Many.MANY,
            Contract.Many.MANY,
            false,
            Contract.Order.PER_PRODUCER,
            true,
            Contract.Passing.HANDS_OVER,
            Contract.Reach.HOSTS);

    @Test
    void aContractReadsAsASentence() {
        assertEquals("1 producer, 1 consumer, bounded, FIFO, copies, across processes", ONE_TO_ONE.toString());
        assertEquals(
                "many producers, many consumers, unbounded, FIFO per producer, hands over, durable, across hosts",
                MANY_TO_MANY.toString());
    }

    /// Two processes that are started one by one are no ranks, though ranks are processes.
    @Test
    void theRanksOfAJobReachOtherHostsAndNoProcessThatIsStartedOnItsOwn() {
        assertTrue(Contract.Reach.RANKS.covers(Contract.Reach.HOSTS));
        assertTrue(Contract.Reach.RANKS.covers(Contract.Reach.THREADS));
        assertFalse(Contract.Reach.RANKS.covers(Contract.Reach.PROCESSES));
        assertFalse(Contract.Reach.HOSTS.covers(Contract.Reach.RANKS));
        assertTrue(Contract.Reach.HOSTS.covers(Contract.Reach.PROCESSES));
        assertFalse(Contract.Reach.PROCESSES.covers(Contract.Reach.HOSTS));
    }

    @Test
    void whatItDoesNotAllowIsRefusedByName() {
        ChannelSpec spec = new ChannelSpec("inbox", 2, 1, 8, 8);
        String why = assertThrows(IllegalArgumentException.class, () -> ONE_TO_ONE.require("ring", spec))
                .getMessage();
        assertTrue(why.contains("inbox of ring would have 2 producers and 1 consumers"), why);
        assertThrows(
                IllegalArgumentException.class, () -> ONE_TO_ONE.require("ring", new ChannelSpec("inbox", 1, 2, 8, 8)));
        assertDoesNotThrow(() -> ONE_TO_ONE.require("ring", new ChannelSpec("inbox", 1, 1, 8, 8)));
        assertDoesNotThrow(() -> MANY_TO_MANY.require("queue", new ChannelSpec("inbox", 9, 9, 8, 8)));
    }

    @ParameterizedTest
    @CsvSource({
        "'',       1, 1, 8, 8, name",
        "a/b,      1, 1, 8, 8, name",
        "a,        0, 1, 8, 8, producer",
        "a,        1, 0, 8, 8, consumer",
        "a,        1, 1, 0, 8, try 1 or 2",
        "a,        1, 1, -8, 8, try 1 or 2",
        "a,        1, 1, 48, 8, try 32 or 64",
        "a,        1, 1, 8, -1, 16777215",
        "a,        1, 1, 8, 16777216, 16777215"
    })
    void aChannelThatCannotBeIsRefusedWithWhatToDo(
            String name, int producers, int consumers, int capacity, int payloadBytes, String advice) {
        String why = assertThrows(
                        IllegalArgumentException.class,
                        () -> new ChannelSpec(name, producers, consumers, capacity, payloadBytes))
                .getMessage();
        assertTrue(why.contains(advice), why);
    }
}
