// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.fork.Spare;
import dev.duality.jmh.plan.Plan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacingTest {
    /// Of one fork each, with half as much time again.
    private static Plan fourRounds(long forkMillis) {
        return new Plan(
                List.of(InventedForks.planned("a")),
                List.of(),
                4,
                1,
                0,
                Duration.ofMillis(4 * forkMillis),
                Duration.ofMillis(6 * forkMillis));
    }

    @Test
    void eachForkMayTakeItsShareOfTheTimeThatIsLeftOver() {
        long fork = InventedForks.planned("a").order().plannedMillis();
        Plan plan = fourRounds(fork);
        long[] millis = new long[1];
        Pacing pacing = new Pacing(plan, () -> millis[0] * 1_000_000);
        pacing.begin(0);
        List<Plan.Step> steps = plan.steps();

        assertEquals(fork / 2, pacing.spareMillis((Plan.Fork) steps.get(0)));
        pacing.passed(steps.get(0));
        millis[0] = fork; // it took none of it
        assertEquals(fork, pacing.spareMillis((Plan.Fork) steps.get(1)));
        pacing.passed(steps.get(1));
        millis[0] = 3 * fork; // and this one all
        assertEquals(fork / 2, pacing.spareMillis((Plan.Fork) steps.get(2)));
        millis[0] = 4 * fork; // more than its share
        assertEquals(0, pacing.spareMillis((Plan.Fork) steps.get(2)));
    }

    /// However much is left: a fork that hangs is found only when its time is up.
    @Test
    void aForkTakesNoMoreThanSomeTimesItsOwnTime() {
        long fork = InventedForks.planned("a").order().plannedMillis();
        Plan plan = new Plan(
                List.of(InventedForks.planned("a")), List.of(), 1, 1, 0, Duration.ofHours(1), Duration.ofHours(1));
        Pacing pacing = new Pacing(plan, () -> 0);
        pacing.begin(0);

        assertEquals(Spare.MOST_TIMES * fork, pacing.spareMillis((Plan.Fork)
                plan.steps().getFirst()));
    }

    @Test
    void eachRoundHasItsShareOfTheTimeThatIsLeftOver() {
        long fork = InventedForks.planned("a").order().plannedMillis();
        Plan plan = fourRounds(fork);
        long[] millis = new long[1];
        Pacing pacing = new Pacing(plan, () -> millis[0] * 1_000_000);
        pacing.begin(0);
        List<Plan.Step> steps = plan.steps();
        Plan.Fork first = (Plan.Fork) steps.get(0);
        Plan.Fork second = (Plan.Fork) steps.get(1);

        pacing.passed(first);
        millis[0] = fork;
        assertFalse(pacing.hasTimeFor(first)); // its share is half a fork
        pacing.passed(second);
        millis[0] = 2 * fork;
        assertTrue(pacing.hasTimeFor(second));
        millis[0] = 2 * fork + 1;
        assertFalse(pacing.hasTimeFor(second));
    }
}
