// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Ratio;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The verdict of a run on one workload.
public sealed interface Verdict {
    /// The best message row against the best shared row, with equal threads and equal contracts, in the regime where
    /// most of the run was.
    ///
    /// @param elsewhere the same in other regimes, where these have an interval of 95 %
    /// @param delegation the same message row against the best owner on the shared side, with as many workers and as
    ///     many servers: a mailbox is a protocol of requests and replies as messages are
    /// @param inPlace the same message row against the best row in which nothing that is written is shared: a baseline,
    ///     as T1 is, and no gap
    /// @param latency of the headline's rows, else of the best with a window of 1, else of those of the same shape, if
    ///     both have an open loop at one rate
    /// @param others the same at other thread counts, waits, payloads and parameters, in the plan's order
    /// @param sharing the shared rows of the headline's setting, threads and regime
    /// @param messaging the message rows of it whose contracts are equal
    /// @param severalPlacements whether the workload has rows of another placement, too
    record Compared(
            Pair headline,
            List<Pair> elsewhere,
            Optional<Pair> delegation,
            Optional<Pair> inPlace,
            Optional<LatencyGap> latency,
            List<Pair> others,
            Range sharing,
            Range messaging,
            boolean severalPlacements)
            implements Verdict {
        /// Such as `messages cost 1.50 x [1.40, 1.60]`; of a run with several regimes such as `near, floor 43 ns:
        /// messages cost 1.50 x [1.40, 1.60]; far, floor 385 ns: messages cost 1.20 x [1.10, 1.30]`. The placement goes
        /// before, such as `between processes: messages cost 1.50 x [1.40, 1.60]`, where it is not threads, or not the
        /// only one.
        @Override
        public String text() {
            String placement = headline.message().cell().placement();
            return (severalPlacements || !placement.equals(Cell.THREADS) ? "between " + placement + ": " : "") + gaps();
        }

        private String gaps() {
            return elsewhere.isEmpty() && headline.regime().isEmpty()
                    ? headline.text()
                    : Stream.concat(Stream.of(headline), elsewhere.stream())
                            .map(pair ->
                                    pair.message().regime().map(Regime::text).orElse("without a floor") + ": "
                                            + pair.text())
                            .collect(Collectors.joining("; "));
        }
    }

    /// There is no gap that one may tell.
    ///
    /// @param delegation of the best message row, as in [Compared]
    /// @param inPlace likewise
    /// @param others pairs that were measured all the same, such as those with more threads than cores
    record Inconclusive(String reason, Optional<Pair> delegation, Optional<Pair> inPlace, List<Pair> others)
            implements Verdict {
        /// The reason where both sides have rows to be compared, and not in one regime yet.
        public static final String TOO_FEW_ROUNDS =
                "no regime has met all rows of both sides, so the best are not known; run it with more --forks";

        @Override
        public String text() {
            return "inconclusive: " + reason;
        }
    }

    /// A message row and the shared row it is compared with.
    record Pair(Row message, Row shared, Gap gap) {
        /// The name of the regime that both ran in; empty where the run met one only.
        public Optional<String> regime() {
            return Regime.nameOf(message.regime());
        }

        /// Such as `messages cost 1.90 x [1.80, 2.10]`, or, of too few rounds, `3 rounds: seen from 1.80 to 2.10 x, too
        /// few for 95 %`: they have no direction.
        public String text() {
            Ratio ratio = gap.ratio();
            if (ratio.confident() && ratio.wide()) {
                return gap.text();
            }
            return switch (ratio.direction()) {
                case GREATER -> "messages cost " + gap.text();
                case LESS -> "shared memory costs " + Gap.words(ratio.inverse());
                case NO_DIFFERENCE -> "no difference seen, " + gap.text();
                case UNKNOWN -> gap.text();
            };
        }

        /// Such as `messaging:ring 1+1 against shm:mailbox 1+1, spin`; with the windows where they are not 1, the
        /// placement where it is not threads, and how they were measured where that was not as usual.
        public String who() {
            Cell cell = message.cell();
            StringBuilder who =
                    new StringBuilder(name(cell)).append(" against ").append(name(shared.cell()));
            who.append(", ").append(cell.waits());
            int own = shared.cell().window();
            if (shared.cell().servers() > 0 && own != cell.window()) {
                who.append(", window ")
                        .append(cell.window())
                        .append(" against ")
                        .append(own);
            } else if (cell.window() > 1) {
                who.append(", window ").append(cell.window());
            }
            if (cell.payloadBytes() > 0) {
                who.append(", ").append(Digits.whole(cell.payloadBytes())).append(" bytes");
            }
            if (!cell.placement().equals(Cell.THREADS)) {
                who.append(", between ").append(cell.placement());
            }
            cell.params().forEach((name, value) -> {
                if (Cell.isAlwaysTold(name)) {
                    who.append(", ").append(name.equals(Cell.COLD) ? name : name + "=" + value.value());
                }
            });
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
    String text();

    /// The pairs that it stands on, the headline first.
    default List<Pair> pairs() {
        return switch (this) {
            case Compared compared ->
                Stream.of(
                                Stream.of(compared.headline),
                                compared.elsewhere.stream(),
                                compared.delegation.stream(),
                                compared.inPlace.stream(),
                                compared.others.stream())
                        .flatMap(each -> each)
                        .toList();
            case Inconclusive none ->
                Stream.of(none.delegation.stream(), none.inPlace.stream(), none.others.stream())
                        .flatMap(each -> each)
                        .toList();
        };
    }
}
