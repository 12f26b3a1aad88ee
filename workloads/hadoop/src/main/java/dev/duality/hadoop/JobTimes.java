// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.results.laws.Estimate;
import dev.duality.results.laws.Laws;
import dev.duality.results.laws.Quantity;
import dev.duality.results.laws.Series;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// The times of whole jobs: by program, tasks, size of the text and round. For one thread at a time.
final class JobTimes {
    /// The size that stands for start-up: a chunk for each of two tasks.
    static final double START_UP = 0;

    /// The distance beyond the greatest size that was measured to which two lines are believed, as for a peak of the
    /// laws.
    static final double REACH = 2;

    private static final long SEED = 1; // of resampling

    /// A whole job that was run.
    ///
    /// @param megabytes of its text, or [#START_UP]
    /// @param round from 0
    record Took(String program, int tasks, double megabytes, int round, double seconds) {
        Took {
            JobRecord.requireLine("program", program);
            if (tasks < 1 || tasks > 2 || round < 0) {
                throw new IllegalArgumentException("a job has 1 or 2 tasks, and rounds are counted from 0");
            }
            if (!(megabytes >= 0 && megabytes <= MOST && seconds >= 0 && seconds <= MOST)) {
                throw new IllegalArgumentException(
                        "a job of %s MB took %s s, but both must be figures".formatted(megabytes, seconds));
            }
        }
    }

    private static final double MOST = 1e9;

    private record Cell(String program, int tasks, double megabytes) {}

    private final Map<Cell, SortedMap<Integer, Double>> seconds = new LinkedHashMap<>();

    private final List<Took> all = new ArrayList<>();

    /// Those of jobs that were run.
    static JobTimes of(List<Took> all) {
        JobTimes times = new JobTimes();
        all.forEach(one -> times.add(one.program(), one.tasks(), one.megabytes(), one.round(), one.seconds()));
        return times;
    }

    /// All jobs, in the order in which they came.
    List<Took> all() {
        return List.copyOf(all);
    }

    void add(String program, int tasks, double megabytes, int round, double took) {
        all.add(new Took(program, tasks, megabytes, round, took));
        seconds.computeIfAbsent(new Cell(program, tasks, megabytes), _ -> new TreeMap<>())
                .put(round, took);
    }

    /// The programs, in the order in which they came.
    List<String> programs() {
        return seconds.keySet().stream().map(Cell::program).distinct().toList();
    }

    /// The sizes in MB, ascending, start-up's left out.
    List<Double> sizes() {
        return seconds.keySet().stream()
                .map(Cell::megabytes)
                .filter(size -> size != START_UP)
                .distinct()
                .sorted()
                .toList();
    }

    /// Empty where the program did not run so.
    Optional<Spread> spread(String program, int tasks, double megabytes) {
        return Optional.ofNullable(seconds.get(new Cell(program, tasks, megabytes)))
                .map(rounds -> Spread.of(rounds.values()));
    }

    /// The serial part of the job by its times with 1 and 2 tasks: Amdahl's s, which with two points is Karp and
    /// Flatt's e. Empty for a program that has one task.
    Optional<Estimate> serial(String program, double megabytes) {
        SortedMap<Integer, Double> one = seconds.get(new Cell(program, 1, megabytes));
        SortedMap<Integer, Double> two = seconds.get(new Cell(program, 2, megabytes));
        if (one == null || two == null) {
            return Optional.empty();
        }
        List<Series.Point> points = List.of(new Series.Point(1, 1, one), new Series.Point(2, 2, two));
        Series series = new Series(program, Quantity.SECONDS, points, Optional.empty(), OptionalInt.empty());
        return Laws.of(series, SEED).steps().getLast().serial();
    }

    /// The line through a program's medians. Empty with fewer than two sizes.
    Optional<SizeLine> line(String program, int tasks) {
        SortedMap<Double, Double> medians = new TreeMap<>();
        for (double size : sizes()) {
            spread(program, tasks, size).ifPresent(spread -> medians.put(size, spread.median()));
        }
        return medians.size() < 2 ? Optional.empty() : Optional.of(SizeLine.of(medians));
    }

    /// From which size on one program takes less than the other.
    Overtaking overtaking(String program, int tasks, String other, int otherTasks) {
        List<Double> seen = new ArrayList<>(sizes());
        seen.removeIf(size -> median(program, tasks, size) >= median(other, otherTasks, size));
        if (!seen.isEmpty()) {
            return new Overtaking.Seen(seen.getFirst());
        }
        double greatest = sizes().getLast();
        Optional<SizeLine> line = line(program, tasks);
        Optional<SizeLine> others = line(other, otherTasks);
        if (line.isEmpty() || others.isEmpty()) {
            return new Overtaking.NotReached(greatest, Double.NaN);
        }
        double meet = line.get().overtakes(others.get());
        return meet > greatest && meet <= REACH * greatest
                ? new Overtaking.Fitted(meet)
                : new Overtaking.NotReached(greatest, meet);
    }

    private double median(String program, int tasks, double size) {
        return spread(program, tasks, size).map(Spread::median).orElse(Double.NaN);
    }
}
