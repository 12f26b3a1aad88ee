// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

/// The turns of a loop in which a core waits: the loads that a turn makes, and what they saw. A turn that has made the
/// loads of the one before it, and nothing else, is expected to come again; the machine then does those loads itself,
/// and goes on with the program once one of them sees something else. That takes the time that it would take, and no
/// switch to the program and back.
///
/// It is expected, and not known: a program may do something else after some turns. So it goes through one turn itself
/// after so many of the machine's, and where it makes another load than the one that was done for it, that one has
/// taken its time in vain, and nothing is done for that core any more.
final class RepeatedTurn {
    private static final int MOST_LOADS = 8;
    private static final int MOST_TURNS = 32; // until the program goes through one

    /// The loads of one turn.
    private static final class Loads {
        final SimulatedRegion[] regions = new SimulatedRegion[MOST_LOADS];
        final int[] words = new int[MOST_LOADS];
        final long[] values = new long[MOST_LOADS];
        int count;

        boolean areOf(Loads other) {
            if (count != other.count) {
                return false;
            }
            for (int i = 0; i < count; i++) {
                if (words[i] != other.words[i] || regions[i] != other.regions[i]) {
                    return false;
                }
            }
            return count > 0;
        }
    }

    private Loads before = new Loads(); // of the last turn that made nothing but loads
    private Loads now = new Loads(); // of the turn that goes on
    private boolean onlyLoads = true; // so far
    private boolean surprised; // once it has done something else than was expected
    private int next; // the load that is done for the program, or that it makes, next
    private int done; // how many loads were done for the program that it has not made yet
    private int turns; // gone through for the program

    /// The program makes a load.
    void loaded(SimulatedRegion region, int word, long value) {
        if (now.count == MOST_LOADS) {
            onlyLoads = false;
        } else if (onlyLoads) {
            now.regions[now.count] = region;
            now.words[now.count] = word;
            now.values[now.count++] = value;
        }
    }

    /// The program does something else than a load.
    void acted() {
        onlyLoads = false;
        if (done > 0) {
            surprise();
        }
    }

    private void surprise() {
        surprised = true;
        done = 0;
    }

    /// Begins a turn, whatever there was before.
    void begin() {
        now.count = 0;
        onlyLoads = true;
    }

    /// A turn has ended.
    /// @return whether the next one is expected to make the same loads
    boolean isExpected() {
        if (done > 0) {
            surprise(); // it has made fewer
        }
        if (!onlyLoads) {
            return false;
        }
        boolean expected = now.areOf(before) && !surprised;
        Loads last = now;
        now = before;
        before = last;
        next = 0;
        turns = 0;
        return expected;
    }

    // Doing the loads of the turn that is expected.

    SimulatedRegion region() {
        return before.regions[next];
    }

    int word() {
        return before.words[next];
    }

    /// The next load of the turn has been done.
    /// @return whether it saw what it saw in the turn before
    boolean sees(long value) {
        boolean same = before.values[next] == value;
        before.values[next++] = value;
        return same;
    }

    /// Whether all of the turn's loads have been done; then the next turn begins.
    boolean isOver() {
        if (next < before.count) {
            return false;
        }
        next = 0;
        turns++;
        return true;
    }

    /// Whether the program must go through the turn that has begun.
    boolean isForTheProgram() {
        return turns == MOST_TURNS;
    }

    /// Gives the turn that has begun to the program, with the loads that have been done.
    void giveBack() {
        done = next;
        next = 0;
    }

    /// Whether the load that the program makes has been done for it; [#taken] has what it saw.
    boolean isDone(SimulatedRegion region, int word) {
        if (done == 0) {
            return false;
        }
        if (before.words[next] != word || before.regions[next] != region) {
            surprise();
            return false;
        }
        return true;
    }

    /// Takes the value of the load that was done for the program.
    long taken() {
        long value = before.values[next];
        loaded(before.regions[next], before.words[next], value);
        next++;
        done--;
        return value;
    }
}
