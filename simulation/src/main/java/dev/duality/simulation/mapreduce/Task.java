// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

/// One piece of work, and how far it is; written in one word of a message.
///
/// @param number which chunk, or which partition
record Task(Phase phase, int number, State state) {
    /// The kind of work to do.
    enum Phase {
        MAP,
        REDUCE
    }

    /// The progress that somebody has made with it.
    enum State {
        /// It has to be done, or waits for what others have mapped.
        WAITING,
        WORKING,
        DONE
    }

    static final long NONE = 0;

    private static final int STATES = 4;

    static Task of(long word) {
        long rest = word - 1;
        State state = State.values()[(int) (rest % STATES)];
        rest /= STATES;
        return new Task(rest % 2 == 0 ? Phase.MAP : Phase.REDUCE, (int) (rest / 2), state);
    }

    /// Never [#NONE].
    long word() {
        long state = switch (this.state) {
            case WAITING -> 0;
            case WORKING -> 1;
            case DONE -> 2;
        };
        return ((long) number * 2 + (phase == Phase.MAP ? 0 : 1)) * STATES + state + 1;
    }

    Task in(State other) {
        return new Task(phase, number, other);
    }

    /// Whether it is the same work, however far it is.
    boolean same(Task other) {
        return phase == other.phase && number == other.number;
    }
}
