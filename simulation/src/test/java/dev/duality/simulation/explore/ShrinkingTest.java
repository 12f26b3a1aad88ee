// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Schedule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShrinkingTest {
    private static Schedule lost(long count) {
        return new Schedule(
                LongStream.range(0, count).<Fault>mapToObj(Fault.Lost::new).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsLeftIsWhatMatters(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Schedule all = lost(1 + random.nextInt(400));
        Set<Fault> matter = new HashSet<>();
        for (long i = 0; i <= seed / 2; i++) {
            matter.add(all.faults().get(random.nextInt(all.faults().size())));
        }

        Shrinking shrinking = new Shrinking(schedule -> schedule.faults().containsAll(matter), 10_000);

        assertEquals(matter, new HashSet<>(shrinking.smallest(all).faults()));
        assertTrue(shrinking.tries() < 600, "took " + shrinking.tries());
    }

    /// Three of any kind are needed: there are many smallest schedules, and one of them is found.
    @Test
    void noFaultThatIsLeftCanBeLeftOut() {
        Shrinking shrinking = new Shrinking(schedule -> schedule.faults().size() >= 3, 10_000);

        assertEquals(3, shrinking.smallest(lost(100)).faults().size());
    }

    @Test
    void whatFailsWithoutFaultsNeedsNone() {
        assertEquals(Schedule.EMPTY, new Shrinking(_ -> true, 10).smallest(lost(9)));
        assertEquals(Schedule.EMPTY, new Shrinking(_ -> true, 10).smallest(Schedule.EMPTY));
    }

    @Test
    void theOrderOfFaultsIsKept() {
        List<Fault> matter = List.of(new Fault.Lost(90), new Fault.Lost(3));
        List<Fault> all = new ArrayList<>(lost(100).faults().reversed());

        Shrinking shrinking = new Shrinking(schedule -> schedule.faults().containsAll(matter), 10_000);

        assertEquals(matter, shrinking.smallest(new Schedule(all)).faults());
    }

    @Test
    void afterTooManyTriesWhatWasFoundStillFails() {
        Fault matters = new Fault.Lost(77);
        Shrinking shrinking = new Shrinking(schedule -> schedule.faults().contains(matters), 6);

        Schedule found = shrinking.smallest(lost(100));

        assertEquals(6, shrinking.tries());
        assertTrue(found.faults().contains(matters));
        assertTrue(found.faults().size() < 100, "still " + found.faults().size());
    }
}
