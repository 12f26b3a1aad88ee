// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.load.LoadShape;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/// The measurements of a run when nobody says more, and how thorough they are.
public enum Preset {
    /// The substrates that matter, every core in use once, done in three minutes on two cores.
    QUICK("the substrates that matter, every core in use once", Duration.ofSeconds(178), 2),
    /// All workloads on the substrates that matter, every transport in rpc and every lock in counter, six forks.
    STANDARD(
            "the workloads on the substrates that matter, every transport in rpc, every lock in counter",
            Duration.ofMinutes(39),
            6),
    /// Everything, windows of 1, 4, 16 and 64, more threads than cores too, ten forks.
    FULL(
            "everything, at windows of 1, 4, 16 and 64, and with more threads than cores, too",
            Duration.ofMinutes(90),
            10),
    /// Kernels in which somebody waits, two threads each, by every wait: what waiting alone makes of a gap.
    WAITS(
            "kernels in which somebody waits, by every wait: what waiting alone makes of a gap",
            Duration.ofMinutes(22),
            6),
    /// A gap taken apart: cells that each add one thing to what a call costs.
    WATERFALL("a gap taken apart: cells that each add one thing to what a call costs", Duration.ofMinutes(8), 6),
    /// More and more lines changed by each operation, with more and more work between: where messages overtake.
    CROSSOVER(
            "more and more lines, with more and more work between operations: where messages overtake",
            Duration.ofMinutes(17),
            6),
    /// A hash table by skew of its keys, share of reads, and threads: where messages overtake.
    CONTENTION(
            "a hash table by skew of its keys, share of reads, and threads: where messages overtake",
            Duration.ofSeconds(570),
            6),
    /// Cells whose ratios were published, for `duality reproduce --run`.
    GATES("cells whose ratios were published, for duality reproduce --run", Duration.ofMinutes(15), 6),
    /// A cache by every policy, on the sides that can keep it: which side wins once better replacement is counted.
    POLICIES("a cache by every policy: which side wins once better replacement is counted", Duration.ofMinutes(8), 6),
    /// Latency under more and more load: by parts of what each side can do, and at the same rates.
    LOAD(
            "latency under more and more load, by parts of what each side can do, and at the same rates",
            Duration.ofSeconds(470),
            3),
    /// More and more operations under way: what pipelining is worth to each server, and a reply to who could be told.
    WINDOWS(
            "more and more operations under way: what pipelining is worth, and what replies cost",
            Duration.ofSeconds(475),
            6),
    /// More and more bytes an operation: copied, or handed over.
    PAYLOADS("more and more bytes an operation: copied, or handed over", Duration.ofSeconds(400), 6),
    /// A longer and longer critical section: a lock, delegation, and an owner.
    SECTIONS("a longer and longer critical section: a lock, delegation, and an owner", Duration.ofSeconds(470), 6),
    /// More and more touches of each page: from where on mapping a file beats reading it.
    PAGING("more and more touches of each page: where mapping a file beats reading it", Duration.ofSeconds(475), 6),
    /// Visits without calls, by files and by changed pages: what a move costs at once, and what its loads cost later.
    MIGRATION(
            "moves of a process by its files and its pages: what they cost at once, and what later",
            Duration.ofSeconds(470),
            6),
    /// Two workers in one closed loop, by every lock and by owners: how they share it.
    FAIRNESS("two workers by every lock, and by owners: how they share it", Duration.ofSeconds(440), 6),
    /// As many threads as cores, twice and four times as many, by locks, delegation and owners: what preemption costs.
    PREEMPTION(
            "up to four threads for each core, by locks, delegation and owners: what preemption costs",
            Duration.ofSeconds(470),
            6),
    /// More than each side can do, on bounded queues that refuse: what is still done, and how soon it recovers.
    OVERLOAD(
            "half to three times what each side can do, on queues that refuse: what is still done, and how it recovers",
            Duration.ofSeconds(460),
            3),
    /// The first operations of a JVM, with no warm-up: how many it takes until they are as quick as they will be.
    COLD(
            "the first operations of a JVM: what they cost, and how many it takes until steady",
            Duration.ofSeconds(350),
            12),
    /// Messages that are new each time beside those that are used again, by three garbage collectors.
    COLLECTORS(
            "fresh messages beside those that are used again, under G1, ZGC and Parallel", Duration.ofSeconds(400), 6),
    /// Rows alone, and beside a thread that streams memory: what they lose.
    NEIGHBOUR(
            "a thread that streams memory beside, on a core of its own: what rows lose by it",
            Duration.ofSeconds(475),
            6),
    /// Our transports beside the queues of others, driven by hand, and what we aim at: so long for one payload.
    RIVALS(
            "our transports beside the queues of others, driven by hand; so long for one payload",
            Duration.ofMinutes(6),
            3);

    private static final int THROUGHPUT = 16;

    /// The numbers of threads for each core by which preemption is measured.
    private static final List<Integer> CROWDS = List.of(1, 2, 4);

    /// Workloads of a standard run whose shared sides are measured with one thread, too, as far as they are
    /// hand-written or the lock of the counter: the first point of a law.
    private static final Set<String> ALONE = Set.of("counter", "mapreduce");

    /// The control of all others; a step of waterfalls, and no subject of its own unless it is named.
    private static final Set<String> CONTROLS = Set.of("echo", "round-trip", "one-way");

    /// Workloads that a quick run does not measure unless they are named.
    private static final Set<String> MINOR_WORKLOADS = Set.of(
            "lines",
            "mutex",
            "detector",
            "prefix",
            "loadboard",
            "mapreduce",
            "table",
            "paging",
            "migration",
            "transparency");

    /// Workloads that a standard run does not measure, either, unless they are named: six forks of their cells would
    /// not fit into its time.
    private static final Set<String> FULL_WORKLOADS = Set.of("table", "paging", "migration", "transparency");

    /// Work that nobody waits for operation by operation: no open loop unless a rate is named.
    private static final Set<String> JOBS = Set.of("mapreduce");

    /// A workload that is asked for throughput, as the literature does: a standard run has no open loop of it.
    private static final String OF_THROUGHPUT = "table";

    /// The time of a fork of a baseline, its share of the looks at the floor included.
    private static final Duration RIVALS_FORK = Duration.ofMillis(3_600);

    private static final double RATE_OF_SLEEPERS = 10_000;

    private final String description;
    private final Duration budget;
    private final int forks;

    Preset(String description, Duration budget, int forks) {
        this.description = description;
        this.budget = budget;
        this.forks = forks;
    }

    /// The name as users write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The description of what it measures, in one line.
    public String description() {
        return description;
    }

    /// The workloads, of these, that it measures when nobody names one.
    /// @param known the names of all there are
    public List<String> workloads(List<String> known) {
        return isGeneral()
                ? known.stream().filter(this::includes).toList()
                : parts().stream().map(Part::workload).distinct().toList();
    }

    /// As completion offers it, and messages name it.
    @Override
    public String toString() {
        return label();
    }

    /// The time that a run should take when nobody says: of a preset that is about more and more threads, as often as
    /// there are totals of them.
    public Duration budget(int cores) {
        return this == CROSSOVER || this == CONTENTION || this == STANDARD
                ? budget.multipliedBy(totals(cores).size())
                : budget;
    }

    /// Likewise, of a preset of which users often take a part.
    /// @param cells how many were asked for
    Duration budget(int cores, int cells) {
        return this == RIVALS ? RIVALS_FORK.multipliedBy((long) forks * cells) : budget(cores);
    }

    /// The number of forks of each cell if the budget allows.
    public int forks() {
        return forks;
    }

    /// Whether it asks about workloads in general: then what users name is measured, whatever it is. The others are
    /// made of parts, which users can leave out.
    boolean isGeneral() {
        return this == QUICK || this == STANDARD || this == FULL;
    }

    /// The parts that it is made of, if it is not general.
    List<Part> parts() {
        return PresetParts.of(this);
    }

    /// The numbers of operations that a worker has under way; more than one only where something can be under way.
    /// Round trips are compared at 1, throughput at the best window of each side.
    List<Integer> windows(String workload, String substrate) {
        return switch (this) {
            case QUICK ->
                substrate.equals("messaging:ring")
                                && (workload.equals(SubstrateChoice.OF_TRANSPORTS)
                                        || workload.equals(SubstrateChoice.OF_LOCKS))
                        ? List.of(1, THROUGHPUT)
                        : List.of(1);
            case STANDARD -> SubstrateChoice.isPipelined(substrate) ? List.of(1, THROUGHPUT) : List.of(1);
            case FULL -> List.of(1, 4, 16, 64);
            default -> List.of(1); // or its parts say
        };
    }

    /// Whether a side has an open loop where it was not named. Of a standard run the tails are read where the gap is:
    /// of the hand-written shared sides, of the lock where there is none that shares, and of the messages that matter.
    /// @param threads workers and servers together
    boolean opens(String workload, String substrate, int threads) {
        return this != STANDARD
                || threads > 1 && !workload.equals(OF_THROUGHPUT) && SubstrateChoice.opens(workload, substrate);
    }

    /// The time for which an open loop is measured, in milliseconds; 0 for a share of a fork's time. A percentile far
    /// out takes ten separate events, and so some time.
    long openMillis() {
        return switch (this) {
            case STANDARD -> 2_000;
            case LOAD, OVERLOAD -> 1_000;
            default -> 0;
        };
    }

    /// The rate of the open loop; empty where that depends on how a cell waits, 0 for no open loop. Where waits are
    /// compared there is time enough between two operations for those to fall asleep that can.
    OptionalDouble rate(String workload) {
        return switch (this) {
            case QUICK, STANDARD, FULL -> JOBS.contains(workload) ? OptionalDouble.of(0) : OptionalDouble.empty();
            case WAITS -> OptionalDouble.of(RATE_OF_SLEEPERS);
            default -> OptionalDouble.of(0); // none, or those of [#rates()] and [#shares()]
        };
    }

    /// The distribution of the operations of its open loops in time when nobody says.
    LoadShape load() {
        return this == LOAD || this == OVERLOAD ? new LoadShape.Poisson() : LoadShape.STEADY;
    }

    /// More rates of the open loop: parts of what a cell's own closed loop does.
    List<Double> shares() {
        return switch (this) {
            case LOAD -> List.of(0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95);
            case OVERLOAD -> List.of(0.5, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0);
            default -> List.of();
        };
    }

    /// The number of places in the queue of each worker in its open loops, which then refuse what finds it full: as
    /// many as the longest window; 0 where whatever arrives waits.
    int queuePlaces() {
        return this == OVERLOAD ? 64 : 0;
    }

    /// Whether the workers of closed loops note when they end their batches, for the longest wait and who was alone. It
    /// takes time in loops of several workers alone, and so no run that is after speedups does it.
    boolean byBatch() {
        return this == FAIRNESS || this == PREEMPTION;
    }

    /// Whether forks do not warm up, and keep the time from their first operation on.
    boolean isCold() {
        return this == COLD;
    }

    /// More rates of the open loop, in operations per second of all workers: the same for all cells.
    List<Double> rates() {
        return this == LOAD ? List.of(50_000.0, 200_000.0, 800_000.0) : List.of();
    }

    /// Whether a fixed job is done, too.
    ///
    /// Between hosts only where the job is the workload: else each of its operations is a trip over the network.
    boolean hasJob(String workload, Placement placement) {
        return (isGeneral() || this == GATES) && (placement != Placement.HOSTS || JOBS.contains(workload));
    }

    /// Whether a workload is measured when nobody names one.
    boolean includes(String workload) {
        return !CONTROLS.contains(workload)
                && (this != QUICK || !MINOR_WORKLOADS.contains(workload))
                && (this != STANDARD || !FULL_WORKLOADS.contains(workload));
    }

    /// Whether a side is measured when nobody names it.
    boolean includes(String workload, String substrate) {
        return switch (this) {
            case QUICK -> SubstrateChoice.quick(workload, substrate);
            case STANDARD -> SubstrateChoice.standard(workload, substrate);
            default -> true; // all that its parts name
        };
    }

    /// The totals of threads, workers and servers together, at which sides are compared.
    Set<Integer> totals(int cores) {
        Set<Integer> totals = new TreeSet<>();
        if (this == PREEMPTION) {
            for (int each : CROWDS) {
                totals.add(Math.min(Setting.MAX_WORKERS, each * Math.max(2, cores)));
            }
            return totals;
        }
        totals.add(2);
        int most = switch (this) {
            case QUICK -> Math.min(cores, 4);
            case STANDARD, CROSSOVER, CONTENTION -> cores;
            case FULL -> 2 * cores;
            default -> 2;
        };
        for (int total = 4; total <= most; total *= 2) {
            totals.add(total);
        }
        return totals;
    }

    /// Whether a side without a server is measured alone, too.
    boolean measuresAlone(String workload, String substrate) {
        return this == FULL
                || this == STANDARD
                        && ALONE.contains(workload)
                        && (!SubstrateChoice.isDerived(substrate)
                                || substrate.equals("shm:lock") && workload.equals(SubstrateChoice.OF_LOCKS));
    }
}
