// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MutableModelTest {
    /// Puts a value in, or takes one out: `null` from an empty queue.
    private record Step(boolean put, Integer value) {}

    private static final Step PUT_1 = new Step(true, 1);
    private static final Step PUT_2 = new Step(true, 2);
    private static final Step TOOK_1 = new Step(false, 1);
    private static final Step TOOK_2 = new Step(false, 2);

    private final MutableModel<Deque<Integer>, Step> queue = new MutableModel<>(
            ArrayDeque::new,
            (values, step) -> step.put ? values.add(step.value) : Objects.equals(values.poll(), step.value),
            List::copyOf);

    private MutableModel.State<Step> after(Step... steps) {
        MutableModel.State<Step> state = queue.first();
        for (Step step : steps) {
            state = queue.after(state, step).orElseThrow();
        }
        return state;
    }

    @Test
    void goesOnFromAnyStateInAnyOrder() {
        MutableModel.State<Step> one = after(PUT_1);
        MutableModel.State<Step> two = after(PUT_2);

        assertEquals(
                List.of(1, 2), List.copyOf(queue.object(queue.after(one, PUT_2).orElseThrow())));
        assertEquals(
                List.of(2, 1), List.copyOf(queue.object(queue.after(two, PUT_1).orElseThrow())));
        assertEquals(List.of(1), List.copyOf(queue.object(one)));
    }

    @Test
    void anAnswerThatIsNotGivenLeavesTheStateAsItWas() {
        MutableModel.State<Step> one = after(PUT_1);

        assertEquals(Optional.empty(), queue.after(one, TOOK_2));
        assertEquals(queue.first(), queue.after(one, TOOK_1).orElseThrow());
    }

    @Test
    void statesAreTheSameIfTheirIdentityIs() {
        assertEquals(after(PUT_1, PUT_2, TOOK_1), after(PUT_2));
        assertNotEquals(after(PUT_1, PUT_2), after(PUT_2, PUT_1));
    }
}
