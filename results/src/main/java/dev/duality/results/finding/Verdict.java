// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.statistics.Ratio;
import java.util.List;
import java.util.Optional;

/// What a run says about one workload.
public sealed interface Verdict {
    /// The best message row against the best shared row, with equal threads and equal contracts.
    ///
    /// @param sameShape the same message row against the best shared row with as many workers and as many servers, if
    ///     the headline's shared row is of another shape
    /// @param latency of the headline's rows, else of those of the same shape, if both have an open loop at one rate
    /// @param others the same at other thread counts, waits, windows, payloads and parameters, in the plan's order
    /// @param sharing the shared rows of the headline's setting and threads
    /// @param messaging the message rows of it whose contracts are equal
    record Compared(
            Pair headline,
            Optional<Pair> sameShape,
            Optional<LatencyGap> latency,
            List<Pair> others,
            Range sharing,
            Range messaging)
            implements Verdict {
        @Override
        public String words() {
            return headline.words();
        }
    }

    /// There is nothing that one may say.
    ///
    /// @param others pairs that were measured all the same, such as those with more threads than cores
    record Inconclusive(String reason, List<Pair> others) implements Verdict {
        @Override
        public String words() {
            return "inconclusive: " + reason;
        }
    }

    /// A message row and the shared row it is compared with.
    record Pair(Row message, Row shared, Gap gap) {
        /// Such as `messages cost 1.90 x [1.80, 2.10]`.
        public String words() {
            Ratio ratio = gap.ratio();
            return switch (ratio.direction()) {
                case GREATER -> "messages cost " + ratio.words();
                case LESS -> "shared memory costs " + ratio.inverse().words();
                case NO_DIFFERENCE -> "no difference seen, " + ratio.words();
            };
        }

        /// Such as `messaging:ring 1+1 against shm:mailbox 1+1, spin`.
        public String who() {
            Cell cell = message.cell();
            StringBuilder who =
                    new StringBuilder(name(cell)).append(" against ").append(name(shared.cell()));
            who.append(", ").append(cell.waits());
            if (cell.window() > 1) {
                who.append(", window ").append(cell.window());
            }
            if (cell.payloadBytes() > 0) {
                who.append(", ").append(cell.payloadBytes()).append(" bytes");
            }
            return who.toString();
        }

        private static String name(Cell cell) {
            return cell.substrate() + " " + cell.workers() + "+" + cell.servers();
        }
    }

    /// The best and the worst row of one side; the same row if it has one only.
    record Range(Row best, Row worst) {
        static Optional<Range> of(Measure measure, List<Row> rows) {
            return rows.stream()
                    .reduce((a, b) -> measure.better(b, a) ? b : a)
                    .map(best -> new Range(
                            best,
                            rows.stream()
                                    .reduce((a, b) -> measure.better(a, b) ? b : a)
                                    .orElseThrow()));
        }
    }

    /// One line.
    String words();
}
