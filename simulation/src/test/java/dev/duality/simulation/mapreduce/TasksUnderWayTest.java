// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TasksUnderWayTest {
    private static final int TASKS = 8;
    private static final int NODES = 12;
    private static final int NOTHING = -1;

    /// Workers begin and end tasks, and tasks are done and lost, at random; a list of all workers says what to expect.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theTaskThatOneHasBeenAtForLongestIsThatOfANaiveList(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] done = new boolean[TASKS];
        int[] task = new int[NODES];
        long[] since = new long[NODES];
        Arrays.fill(task, NOTHING);
        TasksUnderWay underWay = new TasksUnderWay(TASKS, NODES, one -> done[one]);
        List<Optional<Integer>> found = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            int node = random.nextInt(NODES);
            int other = random.nextInt(TASKS);
            if (random.nextInt(4) == 0) {
                done[other] = !done[other];
                underWay.changed(other);
            } else if (task[node] == NOTHING) {
                task[node] = other;
                since[node] = random.nextLong(100);
                underWay.begin(other, node, since[node]);
            } else {
                int ended = task[node];
                task[node] = NOTHING;
                assertEquals(count(task, ended), underWay.end(ended, node));
            }
            Optional<Integer> expected = IntStream.range(0, NODES)
                    .boxed()
                    .filter(one -> task[one] != NOTHING && !done[task[one]] && count(task, task[one]) == 1)
                    .min(Comparator.comparingLong((Integer one) -> since[one]).thenComparingInt(one -> one))
                    .map(one -> task[one]);
            assertEquals(expected, underWay.longestAlone(), "step " + step);
            found.add(expected);
        }
        assertEquals(TASKS + 1, found.stream().distinct().count());
    }

    private static int count(int[] task, int of) {
        return (int) Arrays.stream(task).filter(one -> one == of).count();
    }
}
