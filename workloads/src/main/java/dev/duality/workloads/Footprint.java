// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

/// The cache lines of a specification's state that an operation reads and writes. A specification is plain Java, so on
/// a machine that is simulated it would take no time at all; there whoever applies it, a lock's holder or an owner, is
/// charged these.
///
/// - **Threads:** any; it has no state.
public interface Footprint {
    /// One line, which every operation changes.
    Footprint ONE_LINE = new Footprint() {
        @Override
        public int lines() {
            return 1;
        }

        @Override
        public void of(int kind, long a, long b, Lines touched) {
            touched.write(0);
        }
    };

    /// The number of lines of the state.
    int lines();

    /// The nanoseconds that whoever applies an operation works beyond that, touching no line.
    /// @return nanoseconds
    default double nanos() {
        return 0;
    }

    /// Tells which lines an operation touches, in its order.
    void of(int kind, long a, long b, Lines touched);

    /// Hears of them.
    interface Lines {
        /// @param line 0 to [Footprint#lines] - 1
        void read(int line);

        /// It is read and changed.
        /// @param line 0 to [Footprint#lines] - 1
        void write(int line);
    }
}
