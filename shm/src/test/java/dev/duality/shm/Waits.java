// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.util.Arrays;

/// Ways to wait for the parties of a test.
public enum Waits {
    SPIN(2),
    PAUSE(2),
    YIELD(3),
    BACKOFF(3),
    PARK(3),
    /// Sleeps until it is signalled, however long that takes: who forgets a sleeper hangs the test.
    SLEEP(3);

    private final int parties;

    Waits(int parties) {
        this.parties = parties;
    }

    /// The number of parties that may use it on two cores: those that do not leave theirs need one each.
    public int parties() {
        return parties;
    }

    /// The number of rounds, of so many, to play: a party that keeps its core plays few, because each that meets a
    /// party without a core may last as long as the operating system lets it spin.
    public int rounds(int rounds) {
        return parties == 2 ? rounds / 100 : rounds;
    }

    public WaitStrategy one() {
        return this == SLEEP ? new ParkWait(2, Long.MAX_VALUE) : WaitStrategy.of(WaitStrategy.Kind.valueOf(name()));
    }

    /// One for each party.
    public WaitStrategy[] waits(int parties) {
        WaitStrategy[] waits = new WaitStrategy[parties];
        Arrays.setAll(waits, _ -> one());
        return waits;
    }
}
