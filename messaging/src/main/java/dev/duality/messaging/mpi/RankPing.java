// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mpi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Messages that go from rank 0 to rank 1 and back, with nothing around them: what a pair of hosts can do at best.
///
/// @param trips by length, ascending
/// @param sendNanos the median time in the call that begins to send the shortest of them
/// @param receiveNanos the same of the call that takes it
public record RankPing(List<Trip> trips, double sendNanos, double receiveNanos) {
    /// Over TCP the library sends all of them at once; by memory that two ranks share those below 4 KiB, and asks
    /// before it sends longer ones.
    private static final int[] LENGTHS = {8, 64, 256, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768};

    /// The first length of all is slower than the next, so all are gone through once before they count.
    private static final int PASSES = 2;

    private static final int UNTIMED = 200; // of each length, when the code is warm
    private static final int PART = 500; // trips
    private static final int STEADY_PARTS = 8;
    private static final double QUICKER = 0.95; // of the quickest part is quicker than it
    private static final long MOST_WARM_UP_NANOS = 3_000_000_000L;
    private static final int MOST_TIMED = 2_000;
    private static final int FEWEST_TIMED = 20;
    private static final long STRETCH_NANOS = 30_000_000;
    private static final int SPINS = 1_000;
    private static final long GO_ON = 1;
    private static final long LAST = 0;

    /// A message and its answer of the same length.
    ///
    /// @param nanos the median
    public record Trip(int bytes, double nanos) {}

    public RankPing {
        trips = List.copyOf(trips);
    }

    /// Measures, in a second or so, of which most warms up. Called by all ranks at once; those from 2 on have no part
    /// in it.
    /// @return empty but at rank 0, and where there is no rank 1
    public static Optional<RankPing> measure(Mpi mpi) {
        int tag = mpi.tags(1);
        Optional<RankPing> found = Optional.empty();
        if (mpi.size() > 1) {
            switch (mpi.rank()) {
                case 0 -> found = Optional.of(ping(new End(mpi, 1, tag)));
                case 1 -> answer(new End(mpi, 0, tag));
                default -> {}
            }
        }
        mpi.barrier();
        return found;
    }

    /// One rank's end; for one thread.
    private static final class End {
        private final Mpi mpi;
        private final int other;
        private final int tag;
        private final MemorySegment bytes = Arena.ofAuto().allocate(LENGTHS[LENGTHS.length - 1], Long.BYTES);
        private final MemorySegment request = Arena.ofAuto().allocate(ADDRESS);
        private final MemorySegment status = Arena.ofAuto().allocate(MpiLibrary.STATUS);
        private long sendNanos;
        private long receiveNanos;

        End(Mpi mpi, int other, int tag) {
            this.mpi = mpi;
            this.other = other;
            this.tag = tag;
        }

        void send(int length) {
            long begin = System.nanoTime();
            mpi.send(bytes, length, other, tag, request);
            sendNanos = System.nanoTime() - begin;
            for (int look = 0; !mpi.sent(request); look++) {
                idle(look);
            }
        }

        void receive() {
            for (int look = 0; ; look++) {
                long begin = System.nanoTime();
                if (mpi.take(tag, bytes, status) >= 0) {
                    receiveNanos = System.nanoTime() - begin;
                    return;
                }
                idle(look);
            }
        }

        /// Gives the core away, for both ranks may share it.
        private static void idle(int look) {
            if (look < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private static RankPing ping(End end) {
        List<Trip> trips = new ArrayList<>();
        long[] send = new long[MOST_TIMED];
        long[] receive = new long[MOST_TIMED];
        double[] overheads = new double[2];
        warmUp(end);
        for (int step = 0; step < PASSES * LENGTHS.length; step++) {
            int length = LENGTHS[step % LENGTHS.length];
            for (int i = 0; i < UNTIMED; i++) {
                trip(end, length, GO_ON);
            }
            long[] nanos = new long[MOST_TIMED];
            long until = System.nanoTime() + STRETCH_NANOS;
            int count = 0;
            while (count < MOST_TIMED && (count < FEWEST_TIMED || System.nanoTime() < until)) {
                nanos[count] = trip(end, length, GO_ON);
                send[count] = end.sendNanos;
                receive[count] = end.receiveNanos;
                count++;
            }
            trip(end, length, LAST);
            if (length == LENGTHS[0]) {
                overheads[0] = median(send, count);
                overheads[1] = median(receive, count);
            }
            trips.add(new Trip(length, median(nanos, count)));
        }
        return new RankPing(trips.subList(trips.size() - LENGTHS.length, trips.size()), overheads[0], overheads[1]);
    }

    /// Goes on until some parts in a row were no quicker than the quickest one, for until then both ends run code that
    /// is interpreted, and share their cores with the threads that compile it. The other end answers as ever.
    private static void warmUp(End end) {
        long until = System.nanoTime() + MOST_WARM_UP_NANOS;
        long[] nanos = new long[PART];
        double quickest = Double.POSITIVE_INFINITY;
        int steady = 0;
        while (steady < STEADY_PARTS && System.nanoTime() < until) {
            for (int i = 0; i < PART; i++) {
                nanos[i] = trip(end, LENGTHS[0], GO_ON);
            }
            double median = median(nanos, PART);
            steady = median < QUICKER * quickest ? 0 : steady + 1;
            quickest = Math.min(quickest, median);
        }
    }

    private static long trip(End end, int length, long word) {
        end.bytes.set(JAVA_LONG, 0, word);
        long begin = System.nanoTime();
        end.send(length);
        end.receive();
        return System.nanoTime() - begin;
    }

    private static void answer(End end) {
        for (int step = 0; step < PASSES * LENGTHS.length; step++) {
            int length = LENGTHS[step % LENGTHS.length];
            boolean last;
            do {
                end.receive();
                last = end.bytes.get(JAVA_LONG, 0) == LAST;
                end.send(length);
            } while (!last);
        }
    }

    private static double median(long[] values, int count) {
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0;
    }
}
