// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.FixedJob;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Run;
import dev.duality.results.SubstrateSide;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Ratio;
import dev.duality.results.statistics.Spread;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// The fixed jobs of a run, and T1 beside them.
final class Jobs {
    /// So many forks of each of two samples give 95 %.
    private static final int ENOUGH = 4;

    private final Run run;
    private final Loads loads;
    private final Grading grading;

    Jobs(Run run, Loads loads, Grading grading) {
        this.run = run;
        this.loads = loads;
        this.grading = grading;
    }

    Optional<Row.Job> of(Cell cell, Optional<Regime> regime) {
        List<Measured> having = loads.forks(cell, regime).values().stream()
                .filter(fork -> fork.job().isPresent())
                .toList();
        List<FixedJob> jobs =
                having.stream().map(fork -> fork.job().orElseThrow()).toList();
        if (jobs.isEmpty()) {
            return Optional.empty();
        }
        List<Double> seconds = jobs.stream().map(FixedJob::seconds).toList();
        Collection<Double> plain = plain(run, loads, cell, regime).values();
        boolean compared = !plain.isEmpty() && cell.side() != SubstrateSide.PLAIN;
        return Optional.of(new Row.Job(
                Spread.of(seconds),
                plain.isEmpty() ? Optional.empty() : Optional.of(Spread.of(plain)),
                compared ? Optional.of(Ratio.ofSamples(plain, seconds)) : Optional.empty(),
                OptionalInt.empty(),
                0,
                Costs.of(jobs.stream().map(FixedJob::usage).toList()),
                grading.grade(
                        cell,
                        new Grading.Graded(
                                having,
                                jobs.stream().map(FixedJob::probes).toList(),
                                jobs.stream().map(FixedJob::usage).toList(),
                                Spread.of(seconds),
                                Optional.empty(),
                                false))));
    }

    /// The times of the plain program for the cell's job, in seconds, by round: the forks of T1 in that regime, or of
    /// all if too few were there. Nothing of it crosses between cores. It serves all placements; a job of a run that
    /// measured it by placement has its own.
    static SortedMap<Integer, Double> plain(Run run, Loads loads, Cell cell, Optional<Regime> regime) {
        List<Cell> any = run.plan().stream()
                .filter(other -> other.side() == SubstrateSide.PLAIN)
                .filter(other -> other.workload().equals(cell.workload()))
                .filter(other -> other.jobParams().equals(cell.jobParams()))
                .toList();
        List<Cell> own = any.stream()
                .filter(other -> other.placement().equals(cell.placement()))
                .toList();
        List<Cell> cells = own.isEmpty() ? any : own;
        SortedMap<Integer, Double> same = new TreeMap<>();
        SortedMap<Integer, Double> all = new TreeMap<>();
        for (Cell one : cells) {
            seconds(loads.forks(one, regime), same);
            loads.forks(one).values().forEach(forks -> seconds(forks, all));
        }
        return same.size() < ENOUGH ? all : same;
    }

    private static void seconds(SortedMap<Integer, Measured> forks, SortedMap<Integer, Double> into) {
        forks.forEach((fork, measured) -> measured.job().ifPresent(job -> into.put(fork, job.seconds())));
    }

    /// The remark for a row whose job and closed loop, which are the same operations, are not as quick.
    /// @param workers of the row
    static Optional<String> unlike(Collection<Measured> forks, int workers) {
        List<Double> job = forks.stream()
                .flatMap(fork -> fork.job().stream())
                .map(one -> one.operations() / one.seconds())
                .toList();
        List<Double> closed = forks.stream()
                .flatMap(fork -> fork.closed().stream())
                .map(loop -> loop.opsPerSecond())
                .toList();
        if (job.isEmpty() || closed.isEmpty()) {
            return Optional.empty();
        }
        double one = Spread.of(job).median();
        double other = Spread.of(closed).median();
        return Math.max(one, other) <= Limits.JOB_APART * Math.min(one, other)
                ? Optional.empty()
                : Optional.of("the job takes " + Digits.three(1e9 / one) + " ns an operation, the closed loop "
                        + Digits.three(1e9 / other)
                        + " ns: the same operations, but by another loop"
                        + (workers > 1 ? ", whose workers do not end together" : "; the run does not say why"));
    }
}
