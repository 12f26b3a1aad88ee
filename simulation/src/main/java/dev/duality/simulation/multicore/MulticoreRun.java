// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.messaging.Transport;
import dev.duality.shm.Hardware;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.derived.DerivedSides;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A workload on a simulated machine: its sides run as they are, each worker and each server on a core of its own, and
/// the state at the end is compared with that of a plain specification.
///
/// - **Threads:** one.
public final class MulticoreRun {
    /// The cycles for which a worker is busy for itself between two operations: the loop that asks.
    private static final double LOOP_CYCLES = 10;

    private static final double JITTER = 0.5; // of the time between two operations, either way

    /// Nothing is counted until hardly any line comes from memory: a ring's slots are cold until it has been gone round
    /// once. Every so many operations of each worker that is looked at, and after so many it is not waited for any
    /// more.
    private static final int WARM_UP_STEP = 16;

    private static final int LONGEST_WARM_UP = 1 << 12;
    private static final double WARM = 0.01; // lines from memory for an operation

    private final MachineSpec spec;
    private final Workload workload;
    private final List<Transport> transports;
    private final int operations;
    private final double thinkPicoseconds;

    /// @param operations of each worker, at least 4
    /// @param thinkNanos what each worker does for itself before each operation, on the average
    public MulticoreRun(
            MachineSpec spec, Workload workload, List<Transport> transports, int operations, double thinkNanos) {
        if (operations < 4) {
            throw new IllegalArgumentException("at least 4 operations of each worker, not " + operations);
        }
        this.spec = spec;
        this.workload = workload;
        this.transports = List.copyOf(transports);
        this.operations = operations;
        this.thinkPicoseconds = 1_000 * thinkNanos;
    }

    /// The reason why a side cannot run on a simulated machine, in one line; empty if it can.
    public Optional<String> rejects(String substrate, Setting setting) {
        return rejects(side(workload, substrate), setting);
    }

    private Optional<String> rejects(Side side, Setting setting) {
        if (side.callsTheSystem()) {
            return Optional.of("it calls the operating system, which a simulated machine does not have");
        }
        if (setting.waiting().kind() == WaitStrategy.Kind.PARK
                || !side.waits().contains(setting.waiting().kind())) {
            return Optional.of("it waits by the operating system, which a simulated machine does not have");
        }
        if (side.substrate().startsWith("messaging:") && !side.substrate().startsWith("messaging:ring")) {
            return Optional.of(
                    "its queues are not in a region, so a simulated machine does not see them; use messaging:ring");
        }
        if (isDerived(side) && workload.footprint(setting).isEmpty()) {
            return Optional.of(
                    "%s does not say which lines its operations touch, so what a lock's holder or an owner does would take no time"
                            .formatted(workload.name()));
        }
        if (!isDerived(side)
                && workload.footprint(setting)
                        .filter(footprint -> footprint.nanos() > 0)
                        .isPresent()) {
            return Optional.of("it works by itself, which would take no time on a simulated machine");
        }
        int threads = setting.workers() + side.servers(setting);
        if (threads > spec.cores()) {
            return Optional.of("%d threads are wanted, but %s has %d".formatted(threads, spec.name(), spec.cores()));
        }
        return side.rejects(setting);
    }

    private boolean isDerived(Side side) {
        return workload.sides().stream().noneMatch(own -> own.substrate().equals(side.substrate()));
    }

    private Side side(Workload of, String substrate) {
        return Stream.concat(of.sides().stream(), DerivedSides.of(of, transports).stream())
                .filter(side -> side.substrate().equals(substrate))
                .findFirst()
                .orElseThrow(() -> new BadInput("%s has no side '%s'; there are %s"
                        .formatted(of.name(), substrate, String.join(", ", substrates()))));
    }

    /// The reasons why the other sides are not seen: the substrates of each.
    public SortedMap<String, List<String>> unseen() {
        Setting setting = Setting.of(workload, Values.of(workload, Map.of()));
        SortedMap<String, List<String>> unseen = new TreeMap<>();
        Stream.concat(workload.sides().stream(), DerivedSides.of(workload, transports).stream())
                .forEach(side -> rejects(side, setting)
                        .ifPresent(reason -> unseen.computeIfAbsent(reason, _ -> new ArrayList<>())
                                .add(side.substrate())));
        return unseen;
    }

    /// All sides of the workload that a simulated machine sees.
    public List<String> substrates() {
        Setting setting = Setting.of(workload, Values.of(workload, Map.of()));
        return Stream.concat(workload.sides().stream(), DerivedSides.of(workload, transports).stream())
                .filter(side -> rejects(side, setting).isEmpty())
                .map(Side::substrate)
                .distinct()
                .toList();
    }

    /// Runs one side.
    /// @throws BadInput if there is no such side, or it is refused
    /// @throws IllegalStateException if the state at the end is not what it must be
    /// @throws Stalled if nobody can go on
    public MulticoreRow of(String substrate, Setting setting) {
        Multicore machine = new Multicore(spec, setting.seed());
        Workload charged = new ChargedWorkload(workload, machine);
        Side side = side(charged, substrate);
        rejects(side, setting).ifPresent(reason -> {
            throw new BadInput("%s does not run on a simulated machine: %s".formatted(substrate, reason));
        });
        Load load = new Load(machine, setting.workers());
        Kernel kernel = Hardware.in(machine, () -> side.open(setting));
        machine.seat(seats(side.servers(setting), setting.workers()));
        kernel.start(machine::newThread);
        int servers = machine.programs();
        for (int worker = 0; worker < setting.workers(); worker++) {
            int number = worker;
            machine.spawn(() -> load.work(kernel, setting, number));
        }
        machine.run(() -> machine.isOver(servers));
        double ended = machine.picoseconds();
        boolean checked = workload.commutes(setting);
        if (checked && kernel.digest() != expected(setting, load.done)) {
            throw new IllegalStateException(
                    "%s of %s on %s: the state at the end is wrong".formatted(substrate, workload.name(), spec.name()));
        }
        kernel.close();
        double all = (ended - load.warmAt) * machine.programs();
        return new MulticoreRow(
                substrate,
                setting.workers(),
                side.servers(setting),
                side.inPlace(setting),
                load.perSecond(),
                new MulticoreRow.Lines(machine.accesses(), load.transfers(), load.fromMemory()),
                new MulticoreRow.Waits(
                        (machine.waitedForLines() - load.waitedForLines) / all,
                        (machine.waitedForOthers() - load.waitedForOthers) / all),
                load.fairness(),
                checked);
    }

    /// Servers lie among those that they serve: each at the head of an equal share of the cores. They are started
    /// first.
    private static int[] seats(int servers, int workers) {
        int[] seats = new int[servers + workers];
        boolean[] taken = new boolean[seats.length];
        for (int server = 0; server < servers; server++) {
            seats[server] = server * seats.length / servers;
            taken[seats[server]] = true;
        }
        int seat = 0;
        for (int worker = servers; worker < seats.length; worker++) {
            while (taken[seat]) {
                seat++;
            }
            seats[worker] = seat++;
        }
        return seats;
    }

    private Script script(Setting setting, int worker) {
        return workload.script(setting, worker);
    }

    /// The digest of the same operations, one after the other.
    private long expected(Setting setting, int[] done) {
        Specification plain = workload.specification(setting);
        Payload payload = setting.payload();
        for (int worker = 0; worker < setting.workers(); worker++) {
            Script script = script(setting, worker);
            for (int i = 0; i < done[worker]; i++) {
                int operation = i % script.size();
                script.load(operation, payload);
                plain.apply(script.kind(operation), a(script, i), script.b(operation), payload);
            }
        }
        return plain.digest();
    }

    private static long a(Script script, int number) {
        return script.a(number % script.size()) + script.growth() * (number / script.size());
    }

    /// The work of the workers, and its times.
    private final class Load {
        private final Multicore machine;
        private final int[] done; // by worker, in the warm-up, too
        private final List<Double> ends = new ArrayList<>();
        private final List<Long> memory = new ArrayList<>(); // lines from there, at each end
        private int[] atFirst; // what was done when it was warm; null until then
        private long[] transfersAtFirst;
        private double warmAt;
        private double waitedForLines;
        private double waitedForOthers;
        private long sinceLook;
        private long memoryAtLook;
        private int[] whenFirstWasThrough;

        Load(Multicore machine, int workers) {
            this.machine = machine;
            done = new int[workers];
        }

        private void work(Kernel kernel, Setting setting, int worker) {
            Script script = script(setting, worker);
            Caller caller = kernel.caller(worker);
            Payload[] payloads = new Payload[setting.window()];
            Arrays.setAll(payloads, _ -> setting.payload());
            if (setting.window() == 1) {
                for (int i = 0; i < last(worker); i++) {
                    think();
                    int operation = i % script.size();
                    script.load(operation, payloads[0]);
                    caller.call(script.kind(operation), a(script, i), script.b(operation), payloads[0]);
                    completed(worker);
                }
                return;
            }
            boolean[] free = new boolean[setting.window()];
            Arrays.fill(free, true);
            int issued = 0;
            for (int attempt = 0; issued < last(worker) || done[worker] < issued; ) {
                int slot = 0;
                while (issued < last(worker) && slot < free.length) {
                    if (!free[slot]) {
                        slot++;
                        continue;
                    }
                    int operation = issued % script.size();
                    script.load(operation, payloads[slot]);
                    if (!caller.issue(
                            slot, script.kind(operation), a(script, issued), script.b(operation), payloads[slot])) {
                        break;
                    }
                    free[slot++] = false;
                    issued++;
                    think();
                }
                int completed = caller.complete((which, _) -> {
                    free[which] = true;
                    completed(worker);
                });
                if (completed == 0) {
                    caller.idle(attempt++);
                } else {
                    attempt = 0;
                }
            }
        }

        /// The number of operations that a worker issues in all, as far as is known.
        private int last(int worker) {
            return atFirst == null ? Integer.MAX_VALUE : atFirst[worker] + operations;
        }

        private void think() {
            double mean = thinkPicoseconds + LOOP_CYCLES * spec.times().cycle();
            machine.pass(mean * (1 - JITTER + 2 * JITTER * machine.random().nextDouble()));
        }

        private void completed(int worker) {
            done[worker]++;
            if (atFirst == null) {
                warmUp();
                return;
            }
            ends.add(machine.picoseconds());
            memory.add(machine.fromMemory());
            if (done[worker] == last(worker) && whenFirstWasThrough == null) {
                whenFirstWasThrough = new int[done.length];
                Arrays.setAll(whenFirstWasThrough, other -> done[other] - atFirst[other]);
            }
        }

        private void warmUp() {
            if (++sinceLook < (long) WARM_UP_STEP * done.length) {
                return;
            }
            long fromMemory = machine.fromMemory() - memoryAtLook;
            if (fromMemory <= WARM * sinceLook
                    || Arrays.stream(done).asLongStream().sum() >= (long) LONGEST_WARM_UP * done.length) {
                atFirst = done.clone();
                transfersAtFirst = machine.transfers().clone();
                warmAt = machine.picoseconds();
                waitedForLines = machine.waitedForLines();
                waitedForOthers = machine.waitedForOthers();
            }
            sinceLook = 0;
            memoryAtLook = machine.fromMemory();
        }

        /// Of an operation, by class of distance.
        private List<Double> transfers() {
            long[] all = machine.transfers();
            return IntStream.range(0, all.length)
                    .mapToObj(distance -> (double) (all[distance] - transfersAtFirst[distance]) / ends.size())
                    .toList();
        }

        private double perSecond() {
            double[] sorted = ends.stream().mapToDouble(end -> end).sorted().toArray();
            int from = sorted.length / 4;
            int to = sorted.length - 1 - sorted.length / 4;
            return (to - from) / ((sorted[to] - sorted[from]) / 1e12);
        }

        private double fromMemory() {
            int from = memory.size() / 4;
            int to = memory.size() - 1 - memory.size() / 4;
            return (double) (memory.get(to) - memory.get(from)) / (to - from);
        }

        private double fairness() {
            double sum = Arrays.stream(whenFirstWasThrough).sum();
            double squares = Arrays.stream(whenFirstWasThrough)
                    .mapToDouble(count -> (double) count * count)
                    .sum();
            return sum * sum / (whenFirstWasThrough.length * squares);
        }
    }
}
