// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Timers of nodes run out once, in their order.
class TimersTest extends ScribeNodes {
    @Test
    void aTimerThatIsMovedOrForgottenDoesNotRunOutAtItsOldTime() {
        Scribe node = new Scribe(port -> {
            port.schedule(1, 100 * US);
            port.schedule(1, 300 * US); // later
            port.schedule(2, 400 * US);
            port.schedule(2, 200 * US); // sooner
            port.schedule(3, 50 * US);
            port.cancel(3);
            port.schedule(4, 60 * US);
            port.cancel(4);
            port.schedule(4, 500 * US); // set again after all
            port.cancel(99);
        });

        run(new Simulation(List.of(node), Network.PERFECT, 1, 0));

        assertEquals(List.of("200: timer 2", "300: timer 1", "500: timer 4"), node.heard);
    }

    @Test
    void timersOfOneTimeRunOutInTheOrderInWhichTheyWereSet() {
        Scribe node = new Scribe(port -> {
            port.schedule(5, 100 * US);
            port.schedule(1, 100 * US);
            port.schedule(3, 50 * US);
            port.schedule(3, 100 * US);
        });

        run(new Simulation(List.of(node), Network.PERFECT, 1, 0));

        assertEquals(List.of("100: timer 5", "100: timer 1", "100: timer 3"), node.heard);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aThousandTimersRunOutWhenANaiveListSaysSo(long seed) {
        RandomDraws draws = new RandomDraws().begin(seed);
        long[] due = new long[40];
        List<String> expected = new ArrayList<>();
        List<String> got = new ArrayList<>();
        Node node = new Scribe(port -> port.schedule(0, 1)) {
            @Override
            public void onTimer(int timer, Port from) {
                got.add(timer + " at " + from.nanos());
                if (timer == 0) {
                    for (int i = 1; i < due.length; i++) {
                        if (due[i] != 0 && due[i] <= from.nanos()) {
                            due[i] = 0;
                        }
                    }
                    for (int change = 0; change < 10; change++) {
                        int other = 1 + (int) draws.below(due.length - 1);
                        if (draws.below(3) == 0) {
                            from.cancel(other);
                            due[other] = 0;
                        } else {
                            due[other] = from.nanos() + 1 + 2 * draws.below(500); // never when timer 0 is
                            from.schedule(other, due[other] - from.nanos());
                        }
                    }
                    if (from.nanos() < 200_000) {
                        from.schedule(0, 200);
                    }
                } else {
                    expected.add(timer + " at " + due[timer]);
                }
            }
        };

        run(new Simulation(List.of(node), Network.PERFECT, seed, 0));

        got.removeIf(line -> line.startsWith("0 at"));
        assertTrue(got.size() > 1_000, "only " + got.size());
        assertEquals(expected, got);
        for (int i = 1; i < due.length; i++) { // what is left has run out, too
            String last = i + " at " + due[i];
            assertTrue(due[i] == 0 || got.contains(last), last);
        }
    }
}
