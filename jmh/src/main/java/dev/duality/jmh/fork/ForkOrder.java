// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.load.ClosedLoad;
import dev.duality.jmh.load.OpenLoad;
import dev.duality.results.Floor;
import java.util.List;

/// What a fork is asked to measure.
public sealed interface ForkOrder {
    /// How long it should take, the start of the JVM included, in milliseconds.
    long plannedMillis();

    /// A kernel under its loads.
    ///
    /// @param verified how many operations of each worker are compared with the specification first
    /// @param rates of the open loops, in operations per second of all workers
    /// @param jobPasses how often the job is measured, 0 for not at all
    record Kernel(
            CellSpec cell, int verified, ClosedLoad.Times closed, List<Double> rates, long openMillis, int jobPasses)
            implements ForkOrder {
        /// What a fork takes beside its loads, about: starting, verifying, waiting for compilers, the job, ending.
        /// Measured on two virtual cores, with a class-data archive: until the first iteration, 0.8 s; waiting for
        /// compilers and the job, 0.8 s; the end, 0.2 s; over 475 forks of a standard run 0.2 s more. Four looks at the
        /// floor between the loads take 0.1 s; the waits of an open loop are counted with it. A job takes one time
        /// through and up to three repetitions of a tenth of a second, each verified, and a job's and a closed loop's
        /// verifying takes about as long as they took: 0.4 s.
        public static final long OVERHEAD_MILLIS = 2_350;

        public Kernel {
            rates = List.copyOf(rates);
        }

        @Override
        public long plannedMillis() {
            return OVERHEAD_MILLIS
                    + (long) closed.warmups() * closed.warmupMillis()
                    + (long) closed.iterations() * closed.iterationMillis()
                    + rates.size() * (openMillis + OpenLoad.extraMillis(openMillis));
        }
    }

    /// The specification alone, in one thread: T1.
    record Plain(CellSpec cell) implements ForkOrder {
        /// Starting, compiling, waiting for the compilers, three repetitions of a tenth of a second, ending.
        public static final long PLANNED_MILLIS = 1_300;

        @Override
        public long plannedMillis() {
            return PLANNED_MILLIS;
        }
    }

    /// The machine itself: the floor, the clock, an empty method.
    record Machine(Floor.When when, long millis) implements ForkOrder {
        private static final long OVERHEAD_MILLIS = 1_300; // the half second of the idle watch included

        @Override
        public long plannedMillis() {
            return OVERHEAD_MILLIS + millis;
        }
    }
}
