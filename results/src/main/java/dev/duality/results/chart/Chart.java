// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.SubstrateSide;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Ratio;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;

/// One chart: what is drawn, and not how. A kind that is added here does not compile until it is drawn.
///
/// Every text is plain, and every end of an interval is finite.
public sealed interface Chart {
    /// Its title, above the drawing.
    String title();

    /// A number with its interval, and as it is written.
    ///
    /// @param text such as `1.90 [1.80, 2.10]`
    record Value(double value, Optional<Interval> interval, String text) {
        public Value {
            interval = interval.filter(range -> Double.isFinite(range.low()) && Double.isFinite(range.high()));
        }

        public double low() {
            return interval.map(Interval::low).orElse(value);
        }

        public double high() {
            return interval.map(Interval::high).orElse(value);
        }

        /// All that an axis must hold.
        public DoubleStream ends() {
            return DoubleStream.of(value, low(), high());
        }
    }

    record Point(double x, double y) {}

    /// A row or kernel whose figures a line joins. A substrate has the same colour and the same sign in all charts of a
    /// run.
    ///
    /// @param side what its colour and its dashes say
    /// @param place which one of its side it is, from 0 on
    /// @param sign which one of the run it is, from 0 on
    record Series(String name, SubstrateSide side, int place, int sign) {}

    /// Points that are joined, each with the sign of its series.
    record Line(Series series, List<Point> points) {}

    /// Messages over shared memory, row by row.
    record Gaps(String title, List<Gap> gaps) implements Chart {}

    /// @param name such as `messaging:ring 1+1`
    /// @param row the [dev.duality.results.finding.Row#id()]
    /// @param mark behind the ratio, the load that it is of, such as ` job`; empty for the closed loop
    /// @param fair whether threads and contracts are equal
    /// @param headline whether it is the one that its workload is told by
    /// @param forks the ratio in each round that both rows have
    record Gap(
            String workload,
            String name,
            String setting,
            String row,
            String against,
            String measure,
            String mark,
            String grade,
            boolean fair,
            boolean headline,
            Ratio.Direction direction,
            Value ratio,
            List<Double> forks) {}

    /// Ratios below each other on one axis, around 1.
    ///
    /// @param axis what is over what
    record Ratios(String title, String axis, List<Item> items) implements Chart {}

    /// @param said what stands beside the pointer, a line each
    /// @param sure whether the ratio is one that may be told
    /// @param forks what each fork or round has, where it is drawn
    record Item(String name, List<String> said, Tone tone, boolean sure, Value ratio, List<Double> forks) {
        public enum Tone {
            WARM,
            COOL,
            NONE
        }
    }

    /// Latency by percentile.
    record Latency(String title, List<Curve> curves) implements Chart {}

    /// @param points x is the percentile, y nanoseconds
    /// @param worst x is how many there were, y nanoseconds
    record Curve(Series series, List<Point> points, Optional<Point> worst) {}

    /// Latency against offered rate.
    ///
    /// @param missed a line for each rate that was missed
    record Rates(String title, List<Rated> lines, List<String> missed) implements Chart {}

    /// @param p50 x is the rate a second, y nanoseconds
    /// @param p99 likewise, where it stands
    /// @param p999 likewise
    record Rated(Series series, List<Point> p50, List<Point> p99, List<Point> p999) {}

    /// The p99 of open loops second by second, and how many operations were queued. Rounds follow each other, and what
    /// ran in one round stands above each other.
    ///
    /// @param rounds where each begins, in seconds
    record OverTime(String title, List<Double> rounds, List<Timed> lines) implements Chart {}

    record Timed(Series series, List<Stretch> loops) {}

    /// One loop.
    ///
    /// @param from in seconds, as its points are
    /// @param p99 y is nanoseconds; it stands in the middle of its second
    /// @param queued y is how many operations were due and not issued at most
    /// @param machine whether it ran on the machine that the run met most
    /// @param collectedMillis how long garbage collections stopped its threads; empty if they did not, or nobody knows
    /// @param stallNanos the longest time that a thread of it stood still; empty if none did
    /// @param said what stands beside the pointer, a line each
    record Stretch(
            double from,
            double to,
            List<Point> p99,
            List<Point> queued,
            MetMachine machine,
            OptionalDouble collectedMillis,
            OptionalLong stallNanos,
            List<String> said) {
        public enum MetMachine {
            USUAL,
            OTHER,
            MOVED
        }
    }

    /// The time of an operation as one number grows.
    ///
    /// @param axis what that number counts
    /// @param fromZero whether it may be 0, so that equal steps are equally long; else doublings are
    /// @param lines x is the number, y nanoseconds
    record Swept(String title, String axis, boolean fromZero, List<Line> lines) implements Chart {}

    /// The operations that are still done of more than can be done, over what the closed loop does in a second.
    record Goodput(String title, List<OverloadedLine> lines) implements Chart {}

    /// @param points x is what was offered, y what was completed, both over the closed loop's rate
    /// @param said what stands beside the pointer at each of them
    record OverloadedLine(Series series, List<Point> points, List<String> said) {}

    /// Rows with more and more threads, up to more than there are cores.
    ///
    /// @param figure what is drawn of them
    /// @param lines x is threads over cores; y is operations a second of all workers, or nanoseconds
    record Crowded(String title, Figure figure, List<Line> lines) implements Chart {
        public enum Figure {
            THROUGHPUT,
            LONGEST_WAIT
        }
    }

    /// The time of an operation over how many were done since the start of a JVM.
    record Cold(String title, List<Line> lines) implements Chart {}

    /// T1 over Tn.
    ///
    /// @param axis what n counts
    /// @param speedup what is over what
    record Speedup(String title, String axis, String speedup, List<Scaled> lines) implements Chart {}

    record Scaled(Series series, List<Step> steps) {}

    /// @param n threads, or workers
    /// @param cores whether each of its threads had a core
    /// @param forks the speedup of each fork, where it is drawn
    record Step(double n, boolean cores, Value speedup, List<Double> forks) {}

    /// A series held against the laws of scaling.
    ///
    /// @param bound what Amdahl's law gives for any number of workers
    /// @param peak where the Universal Scalability Law is highest
    record Laws(
            String title,
            Scaled measured,
            Optional<Law> amdahl,
            Optional<Law> usl,
            Optional<Value> bound,
            Optional<Value> peak)
            implements Chart {}

    /// @param followed whether the points lie close to it
    record Law(List<Point> points, boolean followed) {}

    /// One operation by how its threads wait.
    record Waits(String title, List<KernelWaits> kernels) implements Chart {}

    record KernelWaits(String name, List<Waited> waits) {}

    /// @param way of waiting, or the collector
    /// @param ratio over the time by [dev.duality.results.finding.WaitComparison#BASE], or
    ///     [dev.duality.results.finding.CollectorCost#BASE]; empty where that is not known
    record Waited(String way, double nanos, Optional<String> ratio) {}

    /// One operation by the garbage collector of its JVM.
    record Collectors(String title, List<KernelWaits> kernels) implements Chart {}

    /// The loss of rows by a neighbour.
    ///
    /// @param items time of an operation beside it over that alone
    record Neighbours(String title, List<Item> items) implements Chart {}

    /// Hit ratio beside the time of an operation: a mark for each policy and substrate.
    ///
    /// @param policies their names
    record Policies(String title, List<String> policies, List<Kept> lines) implements Chart {}

    /// One substrate by its policies.
    ///
    /// @param marks by the hit ratio, ascending
    record Kept(Series series, List<Mark> marks) {}

    /// @param policy which one, by its place in the list
    /// @param said what stands beside the pointer, a line each
    record Mark(int policy, double hitPercent, double nanos, List<String> said) {}

    /// The shares of workers in a closed loop.
    record Fairness(String title, List<Shared> rows) implements Chart {}

    /// @param name such as `shm:lock-mcs 2+0`
    /// @param shared whether it is on the shared side
    /// @param shares what each worker did, over an equal share
    /// @param jain Jain's index, as it is written
    /// @param said what stands beside the pointer, a line each
    record Shared(String name, boolean shared, List<Double> shares, String jain, List<String> said) {}

    /// The steps that a round trip is made of.
    record Waterfall(String title, List<Bar> bars) implements Chart {}

    /// @param from where it begins, in nanoseconds
    /// @param nanos how long it is; below 0 where it takes less
    record Bar(Kind kind, String name, double from, Value nanos) {
        public enum Kind {
            STEP,
            SUM,
            MEASURED
        }
    }

    /// A map of two axes that shows from where on messages overtake.
    record Crossover(String title, Axis across, Axis up, List<Compared> points, List<Crossing> crossings)
            implements Chart {}

    /// Several such maps beside each other, of one question, such as a machine each.
    ///
    /// @param boards each with its title
    record Crossovers(String title, List<Crossover> boards) implements Chart {
        public Crossovers {
            boards = List.copyOf(boards);
        }
    }

    /// @param name as it stands beside the axis
    /// @param one what a number on it counts, as it stands behind the number
    record Axis(String name, String one) {}

    /// The floor between cores, pair by pair.
    record Floors(String title, List<Pair> pairs) implements Chart {}

    /// @param one the lower number of the two processors
    /// @param nanos the round trip of a line between them, in the middle of the readings
    /// @param said what stands beside the pointer, a line each
    record Pair(int one, int other, double nanos, List<String> said) {}

    /// The frequency of times.
    ///
    /// @param axis what the times are of
    /// @param density at times that ascend; how high it is has no unit
    /// @param forks the time of each fork
    record Density(String title, String axis, List<Point> density, List<Double> forks) implements Chart {}

    /// @param across where it is on the one axis
    /// @param up and on the other
    record Compared(double across, double up, Ratio.Direction direction, Value ratio) {}

    /// @param across where the fitted line crosses 1
    record Crossing(double up, double across) {}
}
