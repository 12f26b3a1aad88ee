// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.FloorProbes;
import dev.duality.results.Load;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Run;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// The reasons why a row lacks figures of a load that its cell was asked for.
final class MissingLoads {
    private static final String NONE = "the run has none";
    private static final String NO_JOB = NONE + ", as of one that would take more than 15 s";

    private final Run run;
    private final Loads loads;
    private final Cell cell;
    private final Optional<Regime> regime;

    private MissingLoads(Run run, Loads loads, Cell cell, Optional<Regime> regime) {
        this.run = run;
        this.loads = loads;
        this.cell = cell;
        this.regime = regime;
    }

    /// A line for each load without figures, as it stands among the row's notes; a load that failed has its failure
    /// instead.
    static List<String> of(
            Run run,
            Loads loads,
            Cell cell,
            Optional<Regime> regime,
            Optional<Row.Closed> closed,
            List<Row.Open> open,
            Optional<Row.Job> job,
            List<Failure> failures) {
        return new MissingLoads(run, loads, cell, regime).notes(closed, open, job, failures);
    }

    private List<String> notes(
            Optional<Row.Closed> closed, List<Row.Open> open, Optional<Row.Job> job, List<Failure> failures) {
        List<String> notes = new ArrayList<>();
        boolean closedFailed = failures.stream().anyMatch(failure -> failure.part() instanceof Failure.Part.Closed);
        if (closed.isEmpty() && !closedFailed && asked(Load.Closed.class)) {
            notes.add("no figures of the closed loop: "
                    + why(fork -> fork.closed().stream().map(loop -> loop.probes()), NONE));
        }
        for (double rate : rates()) {
            boolean there = open.stream().anyMatch(loop -> loop.targetPerSecond() == rate)
                    || failures.stream().anyMatch(failure -> failure.part().equals(new Failure.Part.Open(rate)));
            if (!there) {
                notes.add("no figures of the open loop at " + Digits.whole(rate) + "/s: "
                        + why(
                                fork -> fork.open().stream()
                                        .filter(loop -> loop.targetPerSecond() == rate)
                                        .map(OpenLoop::probes),
                                NONE));
            }
        }
        if (job.isEmpty() && asked(Load.Job.class)) {
            notes.add("no figures of the job: "
                    + why(fork -> fork.job().stream().map(found -> found.probes()), NO_JOB));
        }
        return notes;
    }

    private boolean asked(Class<? extends Load> kind) {
        return cell.loads().stream().anyMatch(kind::isInstance);
    }

    /// Those that were planned, and those that the run chose while it went on.
    private NavigableSet<Double> rates() {
        NavigableSet<Double> rates = new TreeSet<>();
        cell.loads().forEach(load -> {
            if (load instanceof Load.Open open) {
                open.perSecond().ifPresent(rates::add);
            }
        });
        measured().flatMap(fork -> fork.open().stream()).forEach(loop -> rates.add(loop.targetPerSecond()));
        return rates;
    }

    private Stream<Measured> measured() {
        return run.records(cell)
                .flatMap(
                        record -> record.outcome() instanceof Measured measured ? Stream.of(measured) : Stream.empty());
    }

    /// @param of a fork the probes of each such load that it has
    /// @param none said where no fork has one
    private String why(Function<Measured, Stream<Optional<FloorProbes>>> of, String none) {
        boolean elsewhere = loads.forks(cell).entrySet().stream()
                .filter(forks -> !forks.getKey().equals(regime))
                .flatMap(forks -> forks.getValue().values().stream())
                .anyMatch(fork -> of.apply(fork).findAny().isPresent());
        if (elsewhere) {
            return "all of it ran in another regime";
        }
        List<Optional<FloorProbes>> probes = measured().flatMap(of).toList();
        if (probes.isEmpty()) {
            return none;
        }
        return probes.stream().flatMap(Optional::stream).anyMatch(found -> !found.moved())
                ? "all of it ran in a regime of too few loads"
                : "the machine moved during all of it";
    }
}
