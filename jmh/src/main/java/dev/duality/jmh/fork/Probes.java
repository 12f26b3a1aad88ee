// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.floor.FloorProbe;
import dev.duality.jmh.load.RowSurroundings;
import dev.duality.results.FloorProbes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The floor between the loads of one fork, and what follows from it: what is read after one load is what was there
/// before the next, a load during which it moved is done again while there is time, and one that is to have a certain
/// floor waits for it. The probes alone decide; nobody looks at what came out.
final class Probes {
    /// So often a load is begun in one fork at most.
    static final int MOST_TRIES = Spare.MOST_TIMES + 1;

    /// A floor that is waited for is there when it was read so often in succession: a host that has just come may be
    /// about to go.
    static final int IN_SUCCESSION = 3;

    private final Supplier<OptionalDouble> floor;
    private final RowSurroundings around;
    private final Spare spare;
    private final LongSupplier nanos;
    private final int mostTries;
    private OptionalDouble before;
    private long leftNanos; // of the spare time
    private long loadNanos;

    /// A load that was done, and the floor before and after it.
    /// @param probes empty where there is no floor to be read
    record Tried<T>(T load, Optional<FloorProbes> probes) {}

    /// Reads the floor for the first time.
    /// @param around of the row, whose neighbour rests meanwhile, and is there beside each load
    /// @param mostTries how often each load is begun at most
    Probes(FloorProbe probe, RowSurroundings around, Spare spare, int mostTries) {
        this(() -> around.floor(probe), around, spare, mostTries, System::nanoTime);
    }

    /// @param floor reads it, in nanoseconds; empty where it cannot be read
    /// @param around of the row, whose neighbour is there beside each load
    /// @param nanos the clock, of any origin
    Probes(Supplier<OptionalDouble> floor, RowSurroundings around, Spare spare, int mostTries, LongSupplier nanos) {
        this.floor = floor;
        this.around = around;
        this.spare = spare;
        this.mostTries = mostTries;
        this.nanos = nanos;
        this.leftNanos = spare.millis() * 1_000_000;
        this.before = floor.get();
    }

    /// The time that all loads took together, warm-up and waits for compilers included, waits for a floor not.
    long loadNanos() {
        return loadNanos;
    }

    /// Does a load, beside the row's neighbour, until the machine has stayed, where it is wanted if that was said, or
    /// until the load's share of the spare time is up: of what is left over a part as large as its part of the planned
    /// time of all loads to come. Another try begins only if the one before it would have had time.
    /// @param plannedMillis of the load
    /// @param othersMillis of the loads that come after it
    /// @param all gets each time that it was done, the first one first, also if it throws in the end; all but the last
    ///     one moved or were not where they were wanted
    /// @param load does it, told how often it is begun, from 1; its kernel is closed when it returns
    <T> void tries(long plannedMillis, long othersMillis, List<Tried<T>> all, IntFunction<T> load) {
        tries(plannedMillis, othersMillis, all, load, _ -> true);
    }

    /// The same for what need not be a load.
    /// @param isLoad whether it is one: what is none would be none the next time
    <T> void tries(
            long plannedMillis, long othersMillis, List<Tried<T>> all, IntFunction<T> load, Predicate<T> isLoad) {
        long keptNanos = (long) ((double) leftNanos * othersMillis / Math.max(1, plannedMillis + othersMillis));
        await(keptNanos);
        long tookNanos;
        do {
            long begin = nanos.getAsLong();
            T done = beside(load, all.size() + 1);
            loadNanos += nanos.getAsLong() - begin;
            all.add(new Tried<>(done, after()));
            tookNanos = nanos.getAsLong() - begin;
            leftNanos -= all.size() == 1 ? 0 : tookNanos; // the first one was planned
        } while (!spare.settles(all.getLast().probes)
                && isLoad.test(all.getLast().load)
                && all.size() < mostTries
                && await(keptNanos + tookNanos)
                && leftNanos - tookNanos >= keptNanos);
    }

    private <T> T beside(IntFunction<T> load, int number) {
        try (RowSurroundings.Beside _ = around.begin()) {
            return load.apply(number);
        }
    }

    /// Waits for the floor, if one is wanted, as long as more time is left than is kept.
    /// @return whether it is there, or none is wanted
    private boolean await(long keptNanos) {
        if (spare.floorNanos().isEmpty() || before.isEmpty()) {
            return true;
        }
        int found = spare.isAt(before.getAsDouble()) ? 1 : 0;
        while (found < IN_SUCCESSION && leftNanos > keptNanos) {
            long begin = nanos.getAsLong();
            before = floor.get();
            leftNanos -= nanos.getAsLong() - begin;
            found = spare.isAt(before.orElse(0)) ? found + 1 : 0;
        }
        return found == IN_SUCCESSION;
    }

    private Optional<FloorProbes> after() {
        OptionalDouble after = floor.get();
        Optional<FloorProbes> both = before.isPresent() && after.isPresent()
                ? Optional.of(new FloorProbes(before.getAsDouble(), after.getAsDouble()))
                : Optional.empty();
        before = after;
        return both;
    }
}
