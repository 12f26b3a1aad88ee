// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Jar;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Status;
import dev.duality.results.finding.Failure;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Grade;
import dev.duality.results.finding.Moves;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Row;
import dev.duality.results.finding.Verdict;
import dev.duality.results.folder.Places;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.folder.RunUnreadable;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Ratio;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether a run may be published: whether others can read it, trust it and repeat it.
///
/// @param items what was looked at, in order; after one that leaves nothing to look at there are no more
public record PublicationCheck(List<Item> items) {
    /// The most bytes of a published run, its histograms and logs included.
    public static final long MOST_BYTES = 16 << 20;

    private static final int MOST_FAULTS = 10;

    /// The ends of the names of a run's files.
    private static final List<String> KINDS = List.of("run.json", ".hlog", ".jmh.json", ".log.txt");

    /// One thing that was looked at.
    ///
    /// @param subject one word
    /// @param text what was found, and if it is not good what to do
    public record Item(boolean good, String subject, String text) {}

    public PublicationCheck {
        items = List.copyOf(items);
    }

    /// @param folder of the run, or the `run.json` in it
    /// @param explanations why a cell failed, by its id
    /// @throws RunUnreadable if there is no run to look at
    public static PublicationCheck of(Path folder, Map<String, String> explanations) {
        return of(folder, RunFolder.violations(folder), explanations);
    }

    /// @param faults as [RunFolder#violations] gives them, of whoever has asked already
    /// @param explanations why a cell failed, by its id
    /// @throws RunUnreadable if there is no run to look at
    public static PublicationCheck of(Path folder, List<String> faults, Map<String, String> explanations) {
        List<Item> items = new ArrayList<>();
        RunFolder run;
        try {
            faults.stream().limit(MOST_FAULTS).forEach(fault -> items.add(new Item(false, "schema", fault)));
            if (faults.size() > MOST_FAULTS) {
                items.add(new Item(false, "schema", "and %d more".formatted(faults.size() - MOST_FAULTS)));
            }
            if (!faults.isEmpty()) {
                return new PublicationCheck(items);
            }
            items.add(new Item(true, "schema", "run.json is valid, version " + Run.SCHEMA));
            run = RunFolder.open(folder);
            items.add(files(run));
            items.add(size(run));
        } catch (RunUnreadable e) {
            if (items.isEmpty()) {
                throw e; // it is no run at all
            }
            items.add(new Item(false, "files", e.getMessage()));
            return new PublicationCheck(items);
        }
        Findings findings = Findings.of(run);
        items.add(complete(run.run()));
        items.add(forks(run.run()));
        items.add(commit(run.run()));
        jars(run.run()).ifPresent(items::add);
        items.add(repeatable(run.run()));
        items.addAll(failures(findings, explanations));
        items.addAll(trust(findings));
        return new PublicationCheck(items);
    }

    /// Whether nothing speaks against publishing it.
    public boolean fit() {
        return items.stream().allMatch(Item::good);
    }

    private static Item files(RunFolder folder) {
        List<String> strange = folder.named().stream()
                .filter(name -> KINDS.stream().noneMatch(name::endsWith))
                .toList();
        if (!strange.isEmpty()) {
            return new Item(
                    false,
                    "files",
                    "it names " + String.join(", ", strange) + ", but a run has files of the kinds "
                            + String.join(", ", KINDS));
        }
        int histograms = 0;
        int others = 0;
        for (CellRecord record : folder.run().records()) {
            if (record.outcome() instanceof Outcome.Measured measured) {
                for (OpenLoop loop : measured.open()) {
                    folder.histogram(loop);
                    histograms++;
                }
            }
            for (String name : record.files()) {
                folder.content(name);
                others++;
            }
        }
        return new Item(
                true,
                "files",
                "%d histograms with as many latencies as the run says, and %d files of forks"
                        .formatted(histograms, others));
    }

    private static Item size(RunFolder folder) {
        long bytes = folder.bytes();
        String found = Digits.three(bytes / (double) (1 << 20)) + " MiB";
        return bytes <= MOST_BYTES
                ? new Item(true, "size", found)
                : new Item(
                        false,
                        "size",
                        found + ", but at most " + (MOST_BYTES >> 20)
                                + " MiB are published; run fewer forks or fewer workloads");
    }

    private static Item complete(Run run) {
        long cells = run.plan().stream()
                .filter(cell -> run.records(cell).findAny().isPresent())
                .count();
        String found = cells + " of " + run.plan().size() + " cells have a record";
        return run.status() == Status.COMPLETE && cells == run.plan().size() && cells > 0
                ? new Item(true, "complete", found)
                : new Item(
                        false,
                        "complete",
                        found + ", and the run is " + run.status().name().toLowerCase(Locale.ROOT)
                                + "; run it to its end");
    }

    private static Item forks(Run run) {
        int least = run.plan().stream()
                .mapToInt(cell -> (int) measured(run, cell))
                .filter(forks -> forks > 0)
                .min()
                .orElse(0);
        return least >= Ratio.FORKS_FOR_AN_INTERVAL
                ? new Item(true, "forks", least + " or more of each cell that was measured")
                : new Item(
                        false,
                        "forks",
                        "%d of some cell, but an interval needs %d; give --preset standard, or --forks %d, with a --budget for them"
                                .formatted(least, Ratio.FORKS_FOR_AN_INTERVAL, Ratio.FORKS_FOR_AN_INTERVAL));
    }

    private static long measured(Run run, Cell cell) {
        return run.records(cell)
                .filter(record -> record.outcome() instanceof Outcome.Measured)
                .map(CellRecord::fork)
                .distinct()
                .count();
    }

    private static Item commit(Run run) {
        if (run.commit().id().equals("unknown")) {
            return new Item(false, "commit", "unknown; run from a clone with git, so that others can have the source");
        }
        return run.commit().dirty()
                ? new Item(
                        false,
                        "commit",
                        run.commit().id() + ", with changes that are not in it; commit them, and run again")
                : new Item(true, "commit", run.commit().id() + ", and nothing besides");
    }

    /// Whether others can tell that a jar of theirs is the one that was measured.
    private static Optional<Item> jars(Run run) {
        if (run.jars().isEmpty()) {
            return run.command().contains(" --classpath")
                    ? Optional.of(new Item(
                            false, "jars", "the command has some, and run.json has no hash of them; run it again"))
                    : Optional.empty();
        }
        String found = run.jars().stream().map(Jar::text).collect(Collectors.joining("; "));
        return Optional.of(
                run.jars().stream().noneMatch(Jar::changed)
                        ? new Item(true, "jars", found)
                        : new Item(false, "jars", found + "; run it again, and leave the jar as it is meanwhile"));
    }

    /// Objects to what only this machine has: others cannot repeat it, and it may name its owner.
    private static Item repeatable(Run run) {
        if (run.jvm().profiler().isPresent()) {
            return new Item(
                    false,
                    "command",
                    "a profiler looked on (" + run.jvm().profiler().get() + "); run without --prof");
        }
        Set<String> places = new TreeSet<>();
        Stream.concat(Stream.of(Places.keptBelow(run.command())), run.jvm().flags().stream())
                .forEach(text -> {
                    places.addAll(Places.in(text));
                });
        return places.isEmpty()
                ? new Item(true, "command", run.command())
                : new Item(
                        false,
                        "command",
                        "it names " + String.join(", ", places)
                                + ", which others do not have; run in the project's folder, with places below it");
    }

    private static List<Item> failures(Findings findings, Map<String, String> explanations) {
        List<Item> items = new ArrayList<>();
        long themselves = 0;
        long explained = 0;
        for (Failure failure : findings.failures()) {
            if (failure.isMissedRate()) {
                themselves++;
            } else if (explanations.containsKey(failure.cell().id())) {
                explained++;
            } else {
                items.add(new Item(
                        false,
                        "failures",
                        failure.cell().id() + ", " + failure.part().text() + ": " + failure.reason()
                                + "; find out why, and say it by --explain '"
                                + failure.cell().id() + "=...'"));
            }
        }
        Set<String> failed =
                findings.failures().stream().map(failure -> failure.cell().id()).collect(Collectors.toSet());
        explanations.keySet().stream()
                .filter(Predicate.not(failed::contains))
                .forEach(id -> items.add(
                        new Item(false, "failures", "nothing of " + id + " failed; leave out its --explain")));
        if (items.isEmpty()) {
            items.add(new Item(
                    true,
                    "failures",
                    findings.failures().isEmpty()
                            ? "none"
                            : "%d loads missed their rate, %d others are explained".formatted(themselves, explained)));
        }
        return items;
    }

    /// That the machine moves speaks against no run: that nobody can say in which regime a load ran does.
    private static Item quiet(Findings findings) {
        if (findings.regimes().all().isEmpty()) {
            return new Item(false, "quiet", "no floor was measured beside the loads; run it with one");
        }
        if (findings.floors().isEmpty()) {
            return new Item(
                    false, "quiet", "row 0, the floor before and after all loads, was not measured; run it again");
        }
        Moves moves = findings.loads().moves();
        int counted = findings.regimes().all().stream().mapToInt(Regime::probes).sum();
        String found = findings.regimes().all().stream().map(Regime::text).collect(Collectors.joining("; "))
                + (moves.text().isEmpty() ? "; no load moved" : "; " + moves.text());
        return moves.setAside() <= counted
                ? new Item(true, "quiet", found)
                : new Item(
                        false,
                        "quiet",
                        found + ": more loads are set aside than count; run it again while the host rests");
    }

    /// A run of which most workloads have no direction says little to others.
    private static Item confident(Findings findings) {
        List<String> unsure = new ArrayList<>();
        int compared = 0;
        for (Findings.WorkloadFindings workload : findings.workloads()) {
            if (workload.verdict() instanceof Verdict.Compared verdict) {
                compared++;
                Ratio ratio = verdict.headline().gap().ratio();
                if (!ratio.confident()) {
                    unsure.add(workload.name() + " (" + ratio.basis().text() + ")");
                }
            }
        }
        String found =
                compared - unsure.size() + " of " + compared + " compared workloads rest on enough rounds for 95 %"
                        + (unsure.isEmpty() ? "" : "; not " + String.join(", ", unsure));
        return 2 * unsure.size() <= compared
                ? new Item(true, "intervals", found)
                : new Item(false, "intervals", found + "; run it with more --forks, or again while the host rests");
    }

    private static List<Item> trust(Findings findings) {
        List<Grade> compared = findings.workloads().stream()
                .filter(workload -> workload.verdict() instanceof Verdict.Compared)
                .map(workload ->
                        ((Verdict.Compared) workload.verdict()).headline().gap().grade())
                .toList();
        return List.of(quiet(findings), confident(findings), compared.isEmpty() ? rows(findings) : headlines(compared));
    }

    private static Item headlines(List<Grade> compared) {
        String found = "workloads are compared by grade " + times(compared);
        return trusted(compared) > 0
                ? new Item(true, "grade", found)
                : new Item(
                        false, "grade", found + ", and none by A or B; run it with a core for each thread, or quietly");
    }

    /// Of a run in which no workload is compared, as by presets that ask how a side's own time grows, its rows are what
    /// is told.
    private static Item rows(Findings findings) {
        Optional<String> open = findings.workloads().stream()
                .filter(workload -> workload.verdict() instanceof Verdict.Inconclusive none
                        && none.reason().equals(Verdict.Inconclusive.TOO_FEW_ROUNDS))
                .map(Findings.WorkloadFindings::name)
                .findFirst();
        if (open.isPresent()) {
            return new Item(false, "grade", open.get() + ": " + Verdict.Inconclusive.TOO_FEW_ROUNDS);
        }
        List<Grade> rows = findings.workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .flatMap(row ->
                        row.closed().map(Row.Closed::grade).or(() -> row.job().map(Row.Job::grade)).stream())
                .toList();
        String found = "no workload is compared" + (rows.isEmpty() ? "" : ", and its rows are of grade " + times(rows));
        return !rows.isEmpty() && 2 * trusted(rows) >= rows.size()
                ? new Item(true, "grade", found)
                : new Item(
                        false,
                        "grade",
                        found + "; half of the rows must be of A or B: run it with a core for each thread, or quietly");
    }

    private static long trusted(List<Grade> grades) {
        return grades.stream()
                .filter(grade -> grade.letter().compareTo(Grade.Letter.B) <= 0)
                .count();
    }

    /// The letters with how often each stands there, best first.
    private static String times(List<Grade> grades) {
        Map<Grade.Letter, Integer> letters = new EnumMap<>(Grade.Letter.class);
        grades.forEach(grade -> letters.merge(grade.letter(), 1, Integer::sum));
        return letters.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() == 1 ? " once" : " " + entry.getValue() + " times"))
                .collect(Collectors.joining(", "));
    }
}
