// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.history.Model;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgramOrderTest {
    /// A call of an object of two words: it writes one of them, or reads it.
    private record Call(boolean writes, int word, int value) {}

    private static final Model<List<Integer>, Call> WORDS = Model.of(List.of(0, 0), (words, call) -> {
        if (!call.writes()) {
            return Optional.of(words).filter(_ -> words.get(call.word()) == call.value());
        }
        return Optional.of(
                call.word() == 0 ? List.of(call.value(), words.get(1)) : List.of(words.get(0), call.value()));
    });

    private static Call write(int word, int value) {
        return new Call(true, word, value);
    }

    private static Call read(int word, int value) {
        return new Call(false, word, value);
    }

    private static boolean explains(List<Call> one, List<Call> other, List<Call> behind) {
        return ProgramOrder.explains(WORDS, List.of(), List.of(one, other), behind);
    }

    @Test
    void aReadMayMissAWriteOfAnotherWorkerThatNothingOrders() {
        assertTrue(explains(List.of(write(0, 1)), List.of(read(0, 0), read(0, 0)), List.of(read(0, 1))));
    }

    @Test
    void twoWorkersThatWriteAndThenReadDoNotBothMissTheOther() {
        assertFalse(explains(List.of(write(0, 1), read(1, 0)), List.of(write(1, 1), read(0, 0)), List.of()));
        assertTrue(explains(List.of(write(0, 1), read(1, 0)), List.of(write(1, 1), read(0, 1)), List.of()));
    }

    @Test
    void aWorkerDoesNotUnseeWhatItHasRead() {
        assertFalse(explains(List.of(write(0, 1)), List.of(read(0, 1), read(0, 0)), List.of()));
    }

    @Test
    void whatComesBeforeAndBehindIsSeen() {
        assertFalse(explains(List.of(write(0, 1)), List.of(), List.of(read(0, 0))));
        assertFalse(ProgramOrder.explains(WORDS, List.of(write(0, 2)), List.of(List.of(read(0, 0))), List.of()));
    }
}
