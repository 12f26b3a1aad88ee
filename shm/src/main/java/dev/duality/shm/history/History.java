// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.Slip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/// The calls that some parties make, recorded while they make them.
///
/// Time is a number that everybody takes from one word, by an atomic addition, which is a full fence: a call that has
/// ended has its effect, and one that begins sees it. Two parties' clocks would not do: a processor may read its clock
/// before the last store of a call can be seen, and a correct object would be found guilty.
///
/// - **Threads:** each party has a thread of its own; the rest is for one thread, before they begin or after they end.
public final class History<W> {
    private final Region region;
    private final long now;
    private final List<Party<W>> parties = new ArrayList<>();

    /// An empty history.
    /// @param parties how many there are, at least 1
    public History(int parties) {
        if (parties < 1) {
            throw new Slip("a history needs at least 1 party, not " + parties);
        }
        RegionLayout layout = new RegionLayout();
        now = layout.word("now");
        region = Region.allocate(layout.bytes());
        for (int i = 0; i < parties; i++) {
            this.parties.add(new Party<>(this, i));
        }
    }

    /// The list of one party's calls.
    /// @param number from 0
    public Party<W> party(int number) {
        return parties.get(number);
    }

    /// All calls of all parties, in the order in which they began.
    public List<Call<W>> calls() {
        return parties.stream()
                .flatMap(party -> party.calls.stream())
                .sorted(Comparator.comparingLong(Call::begin))
                .toList();
    }

    /// One party's part of a history. Used by that party's thread.
    public static final class Party<W> {
        private final History<W> history;
        private final int number;
        private final List<Call<W>> calls = new ArrayList<>();

        private Party(History<W> history, int number) {
            this.history = history;
            this.number = number;
        }

        /// Makes one call and writes it down.
        /// @param call makes the call, and tells what was asked and what was answered
        /// @return what it told
        public W call(Supplier<W> call) {
            long begin = tick();
            W what = call.get();
            calls.add(new Call<>(number, begin, tick(), what));
            return what;
        }

        /// Takes the next time of the history's clock, which nobody else is given. For calls that are not made by
        /// [#call], such as those that are issued now and completed later.
        public long tick() {
            return history.region.getAndAdd(history.now, 1);
        }

        /// Writes a call down.
        /// @param begin a tick before it
        /// @param end a tick after it
        public void add(long begin, long end, W what) {
            calls.add(new Call<>(number, begin, end, what));
        }
    }
}
