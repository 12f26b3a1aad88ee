// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.BatchMeans;
import dev.duality.results.Cell;
import dev.duality.results.statistics.Latencies;
import dev.duality.results.statistics.Ratio;
import dev.duality.results.statistics.Spread;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A cell that was measured in one regime of the machine, its forks taken together. A load that failed has no numbers
/// here.
///
/// @param regime empty where no load has probes of the floor: one thread alone has none
/// @param forks how many have a load in that regime
/// @param moves what the host's moves did to the cell, in all regimes
/// @param roundTrips of the cell, where its closed loop ran under floors far enough apart
/// @param notes what does not fit together, a line each; no grade
/// @param missing those notes that say why a load has no figures, one for each; a load that failed has its failure
/// @param failures the loads that failed
/// @param gap of a message row that has a shared row to be compared with
/// @param unequal of a shared row, the terms of the contract in which it differs from all message rows beside it
public record Row(
        Cell cell,
        Optional<Regime> regime,
        int forks,
        Moves moves,
        Optional<Closed> closed,
        List<Open> open,
        Optional<Job> job,
        Optional<RoundTrips> roundTrips,
        List<String> notes,
        List<String> missing,
        List<Failure> failures,
        Optional<Gap> gap,
        List<String> unequal) {
    public Row {
        open = List.copyOf(open);
        notes = List.copyOf(notes);
        missing = List.copyOf(missing);
        failures = List.copyOf(failures);
        unequal = List.copyOf(unequal);
    }

    /// The closed loop.
    ///
    /// @param xFloor time per operation as a multiple of its own floor, for a round trip: only of a row that is served,
    ///     with a window of 1
    /// @param boundNanos the least that a round trip can take: the lines that must cross between cores, at half of the
    ///     lowest floor beside its own loads each; empty if none must, or nobody has counted
    /// @param batches of the fork in the middle, if they were timed
    /// @param unsteady what the scores say against the warm-up, if they do; it has cost the grade a letter
    public record Closed(
            Spread opsPerSecond,
            Spread nanosPerOp,
            OptionalDouble xFloor,
            OptionalDouble boundNanos,
            Optional<BatchMeans> batches,
            Optional<String> unsteady,
            Costs costs,
            Grade grade) {
        /// The most operations per second that its bound allows: each worker has as many under way as its window.
        public OptionalDouble boundOpsPerSecond(Cell cell) {
            double most = 1e9 * cell.workers() * cell.window() / boundNanos.orElse(0);
            return Double.isFinite(most) ? OptionalDouble.of(most) : OptionalDouble.empty();
        }
    }

    /// The open loop at one rate. A percentile that the count does not bear is empty, and so is one from 99 on where
    /// the values beyond it come from too few separate stretches of a fork.
    ///
    /// @param curve latency by percentile, ascending, as far as it stands
    /// @param stallsPerSecond how often a second each of its threads stood still for 100 us or more
    /// @param idleStallsPerSecond the same of a thread that only reads the clock, on cores of this run: the host's part
    /// @param xFloor the median as a multiple of its own floor
    public record Open(
            double targetPerSecond,
            Spread achievedPerSecond,
            long count,
            long minNanos,
            OptionalLong p50Nanos,
            OptionalLong p90Nanos,
            OptionalLong p99Nanos,
            OptionalLong p999Nanos,
            OptionalLong p9999Nanos,
            long maxNanos,
            List<Latencies.Point> curve,
            double stallsPerSecond,
            OptionalDouble idleStallsPerSecond,
            OptionalDouble xFloor,
            Costs costs,
            Grade grade) {
        public Open {
            curve = List.copyOf(curve);
        }
    }

    /// The fixed job; of the row of T1 itself the plain program's.
    ///
    /// @param plainSeconds T1: the forks of the plain program, pooled over those of this regime, else over all
    /// @param speedup T1 over Tn; empty of T1 itself, and where nobody measured it
    /// @param cost the least number of threads, servers included, with which this substrate beats the plain
    ///     specification in one thread; empty if it never did
    /// @param triedThreads the most threads that were tried and had a core each; 0 if none had
    public record Job(
            Spread seconds,
            Optional<Spread> plainSeconds,
            Optional<Ratio> speedup,
            OptionalInt cost,
            int triedThreads,
            Costs costs,
            Grade grade) {}

    Row with(Gap found) {
        return new Row(
                cell,
                regime,
                forks,
                moves,
                closed,
                open,
                job,
                roundTrips,
                notes,
                missing,
                failures,
                Optional.of(found),
                unequal);
    }

    Row with(Job other) {
        return new Row(
                cell,
                regime,
                forks,
                moves,
                closed,
                open,
                Optional.of(other),
                roundTrips,
                notes,
                missing,
                failures,
                gap,
                unequal);
    }

    Row with(List<String> terms) {
        return new Row(cell, regime, forks, moves, closed, open, job, roundTrips, notes, missing, failures, gap, terms);
    }

    /// The cell's id, and behind `~`, which no id has, the regime where the run met several.
    public String id() {
        return cell.id()
                + Regime.nameOf(regime)
                        .map(name -> "~" + name.replace(' ', '-'))
                        .orElse("");
    }

    /// Of the closed loop, also where it failed, else of the job; open loops have their own beside their rates.
    public Optional<Grade> grade() {
        return closedGrade().or(() -> job.map(Job::grade));
    }

    /// Of the closed loop, also where it failed.
    public Optional<Grade> closedGrade() {
        return closed.map(Closed::grade)
                .or(() -> failures.stream()
                        .filter(failure -> failure.part() instanceof Failure.Part.Closed)
                        .map(Failure::grade)
                        .findFirst());
    }

    /// Whether both ran on the same machine, as far as that can matter: one thread alone sees no other core.
    boolean comparable(Row other) {
        return regime.equals(other.regime) || cell.threads() == 1 || other.cell.threads() == 1;
    }
}
