// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The best side over shared memory beside the best over messages, with as many workers.
///
/// @param workers how many each has; servers come on top
public record BestPair(int workers, MulticoreRow shared, MulticoreRow messages) {
    /// Two throughputs closer than this, one over the other, are not told apart: so far the model is off where papers
    /// allow to look at locks and messages.
    public static final double TOO_CLOSE = 1.35;

    /// The side that does more.
    public enum BetterSide {
        SHARED,
        MESSAGES,
        /// Nobody by more than the model can tell.
        NEITHER
    }

    /// The time that an operation takes by messages over the time that it takes by shared memory.
    public double timeRatio() {
        return shared.perSecond() / messages.perSecond();
    }

    /// The side that does more by more than [#TOO_CLOSE].
    public BetterSide ahead() {
        double ratio = timeRatio();
        return ratio > TOO_CLOSE ? BetterSide.SHARED : ratio < 1 / TOO_CLOSE ? BetterSide.MESSAGES : BetterSide.NEITHER;
    }

    /// One for each number of workers at which both kinds ran, ascending. Rows in place are nobody's: nothing that one
    /// worker writes is read by another there.
    public static List<BestPair> of(List<MulticoreRow> rows) {
        List<BestPair> pairs = new ArrayList<>();
        for (int workers :
                new TreeSet<>(rows.stream().map(MulticoreRow::workers).toList())) {
            best(rows, "shm:", workers)
                    .ifPresent(shared -> best(rows, "messaging:", workers)
                            .ifPresent(messages -> pairs.add(new BestPair(workers, shared, messages))));
        }
        return pairs;
    }

    private static Optional<MulticoreRow> best(List<MulticoreRow> rows, String kind, int workers) {
        return rows.stream()
                .filter(row -> row.workers() == workers
                        && !row.inPlace()
                        && row.substrate().startsWith(kind))
                .max(Comparator.comparingDouble(MulticoreRow::perSecond));
    }

    /// From where messages are ahead up to the end of the list: the first such pair, by however little.
    /// @param pairs ascending
    /// @return empty if they are not ahead at the end
    public static Optional<BestPair> overtaking(List<BestPair> pairs) {
        Optional<BestPair> first = Optional.empty();
        for (BestPair pair : pairs.reversed()) {
            if (pair.timeRatio() >= 1) {
                break;
            }
            first = Optional.of(pair);
        }
        return first;
    }
}
