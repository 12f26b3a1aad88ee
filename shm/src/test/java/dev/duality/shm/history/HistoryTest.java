// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.contract.Together;
import java.util.List;
import java.util.concurrent.Exchanger;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void callsOfOnePartyFollowEachOther() {
        History<String> history = new History<>(1);
        assertEquals("first", history.party(0).call(() -> "first"));
        history.party(0).call(() -> "second");

        List<Call<String>> calls = history.calls();

        assertEquals(List.of("first", "second"), calls.stream().map(Call::what).toList());
        assertTrue(calls.get(0).end() < calls.get(1).begin());
    }

    @Test
    void callsThatMeetOverlap() {
        History<String> history = new History<>(2);
        Exchanger<String> place = new Exchanger<>();
        Together.Task[] tasks = new Together.Task[2];
        for (int i = 0; i < 2; i++) {
            int party = i;
            tasks[i] = () -> history.party(party).call(() -> {
                try {
                    return place.exchange("from " + party);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        Together.run(tasks);

        List<Call<String>> calls = history.calls();

        assertEquals(2, calls.size());
        assertTrue(calls.get(1).begin() < calls.get(0).end(), calls::toString);
        assertEquals("from " + (1 - calls.get(0).party()), calls.get(0).what());
    }

    @Test
    void aCallThatEndsBeforeItBeginsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Call<>(0, 5, 5, "nothing"));
        assertThrows(IllegalArgumentException.class, () -> new Call<>(-1, 5, 6, "nobody"));
    }

    @Test
    void aHistoryOfNobodyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new History<>(0));
    }
}
