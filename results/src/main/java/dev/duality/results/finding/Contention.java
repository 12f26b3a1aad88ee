// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.statistics.Ratio;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The points from which messages overtake shared memory in a hash table: by how skewed its keys are, how much of the
/// work only reads, and how many threads there are.
///
/// @param messages the substrate on the message side
/// @param shared the substrate it is compared with
/// @param table what else the two have in common, in words, such as `12 buckets of 12`
/// @param spots by skew, then by share of reads
public record Contention(String messages, String shared, String table, List<Spot> spots) {
    /// So many totals of threads, and so many cores, a verdict needs: the published crossings lie from 10 to 36
    /// threads.
    public static final int FEWEST_TOTALS = 3;

    public static final int FEWEST_CORES = 8;

    public Contention {
        spots = List.copyOf(spots);
    }

    /// One mixture of operations.
    ///
    /// @param skew the exponent of Zipf's law
    /// @param read operations of 100 that get a value
    /// @param byThreads by workers and servers together, on both sides: time per operation of messages over that of
    ///     shared memory; below 1 messages win
    public record Spot(double skew, long read, SortedMap<Integer, Ratio> byThreads, ThreadsVerdict verdict) {
        public Spot {
            byThreads = Collections.unmodifiableSortedMap(new TreeMap<>(byThreads));
        }
    }

    /// The verdict of the totals of threads.
    public sealed interface ThreadsVerdict {
        /// Messages win from some total of threads on, and did not at one before; at those between neither was seen to.
        ///
        /// @param after the greatest total at which they did not win
        /// @param by the least from which on they win
        record Overtaken(int after, int by) implements ThreadsVerdict {}

        /// Messages do not win at the greatest total of threads.
        record NotReached(int most) implements ThreadsVerdict {}

        /// Messages win at all totals of threads.
        record MessagesWin(int least) implements ThreadsVerdict {}

        /// @param reason why nobody can say
        record Inconclusive(String reason) implements ThreadsVerdict {}
    }
}
