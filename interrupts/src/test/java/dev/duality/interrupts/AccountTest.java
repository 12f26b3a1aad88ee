// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Payload;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The checkers themselves: each must object to what it is for.
class AccountTest {
    @Test
    void anAccountThatBalancesOnBothEndsIsNoViolation() {
        assertEquals(Optional.empty(), new Account(1, 10, 1, 7, 2).violation(new Tally(1, 7, 2, 0)));
    }

    @Test
    void anInterruptNobodySpeaksOfIsAViolation() {
        assertEquals(
                Optional.of("device 1 raised 10 interrupts, but 1 were refused, 6 handled and 2 dropped"),
                new Account(1, 10, 1, 6, 2).violation(new Tally(1, 6, 2, 0)));
    }

    @Test
    void anInterruptThatWasHandledTwiceIsAViolation() {
        assertEquals(
                Optional.of("device 1 heard that 7 were handled and 2 dropped, but 8 were handled and 2 dropped"),
                new Account(1, 10, 1, 7, 2).violation(new Tally(1, 8, 2, 0)));
    }

    @Test
    void aSilentDropIsAViolation() {
        assertEquals(
                Optional.of("device 0 heard that 9 were handled and 0 dropped, but 9 were handled and 1 dropped"),
                new Account(0, 9, 0, 9, 0).violation(new Tally(0, 9, 1, 0)));
    }

    @Test
    void anInterruptThatOvertakesAnotherIsSeen() {
        OrderWatch watch = new OrderWatch(new Chained(0), 2);
        watch.handle(0, 0, 2, new Payload(0));
        watch.handle(1, 0, 1, new Payload(0));
        assertEquals(Optional.empty(), watch.violation());

        watch.handle(0, 0, 1, new Payload(0));

        assertEquals(Optional.of("device 0: 1 was handled after 2"), watch.violation());
    }
}
