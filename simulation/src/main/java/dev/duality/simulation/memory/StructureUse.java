// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.shm.WaitStrategy;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// All that the parties and the server of a structure of one shape have used, in all executions so far: scenarios that
/// differ in nothing else are the same.
///
/// - **Threads:** one.
final class StructureUse {
    private boolean draws;
    private boolean waits;

    /// Whether a party has ever asked its generator for anything.
    boolean draws() {
        return draws;
    }

    /// Whether anybody has ever waited, or has woken anybody.
    boolean waits() {
        return waits;
    }

    /// The generator, which gives what it would have given, and is seen to be asked.
    RandomGenerator watched(SplittableRandom random) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                draws = true;
                return random.nextLong();
            }

            @Override
            public int nextInt() {
                draws = true;
                return random.nextInt();
            }
        };
    }

    /// The ways to wait, each of which is seen to be used.
    WaitStrategy[] watched(WaitStrategy[] waiting) {
        return Arrays.stream(waiting).map(Watched::new).toArray(WaitStrategy[]::new);
    }

    private final class Watched extends WaitStrategy {
        private final WaitStrategy waiting;

        Watched(WaitStrategy waiting) {
            this.waiting = waiting;
        }

        @Override
        public void idle(int attempt) {
            waits = true;
            waiting.idle(attempt);
        }

        @Override
        public void idle(int attempt, long atMostNanos) {
            waits = true;
            waiting.idle(attempt, atMostNanos);
        }

        @Override
        public void signal() {
            waits = true;
            waiting.signal();
        }

        @Override
        public boolean sleeps() {
            waits = true;
            return waiting.sleeps();
        }

        @Override
        public int spins() {
            waits = true;
            return waiting.spins();
        }
    }
}
