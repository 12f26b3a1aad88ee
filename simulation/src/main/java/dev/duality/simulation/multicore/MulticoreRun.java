// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.messaging.Transport;
import dev.duality.shm.Hardware;
import dev.duality.shm.Payload;
import dev.duality.simulation.RegionTransports;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.derived.DerivedSides;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A workload on a simulated machine: its sides run as they are, each worker and each server on a core of its own, and
/// the state at the end is compared with that of a plain specification.
///
/// - **Threads:** one.
public final class MulticoreRun {
    private final MachineSpec spec;
    private final Workload workload;
    private final List<Transport> transports;
    private final int operations;
    private final double thinkPicoseconds;
    private final int busiest;

    /// @param operations of each worker, at least 4
    /// @param thinkNanos what each worker does for itself before each operation, on the average
    public MulticoreRun(
            MachineSpec spec, Workload workload, List<Transport> transports, int operations, double thinkNanos) {
        this(spec, workload, transports, operations, thinkNanos, 0);
    }

    /// @param operations of each worker, at least 4
    /// @param thinkNanos what each worker does for itself before each operation, on the average
    /// @param busiest how many of the lines that came most each row has; 0 for none
    public MulticoreRun(
            MachineSpec spec,
            Workload workload,
            List<Transport> transports,
            int operations,
            double thinkNanos,
            int busiest) {
        if (operations < 4) {
            throw new IllegalArgumentException("at least 4 operations of each worker, not " + operations);
        }
        this.spec = spec;
        this.workload = workload;
        this.transports = List.copyOf(transports);
        this.operations = operations;
        this.thinkPicoseconds = 1_000 * thinkNanos;
        this.busiest = busiest;
    }

    /// The reason why a side cannot run on a simulated machine, in one line; empty if it can.
    public Optional<String> rejects(String substrate, Setting setting) {
        return rejects(side(workload, substrate), setting);
    }

    private Optional<String> rejects(Side side, Setting setting) {
        if (side.callsTheSystem()) {
            return Optional.of("it calls the operating system, which a simulated machine does not have");
        }
        if (setting.waiting().kind().sleeps()
                || !side.waits().isEmpty()
                        && !side.waits().contains(setting.waiting().kind())) {
            return Optional.of("it waits by the operating system, which a simulated machine does not have");
        }
        if (RegionTransports.isUnseen(side.substrate(), transports)) {
            return Optional.of("its queues are not in a region, so a simulated machine does not see them;"
                    + " use messaging:ring, or a transport that says that its are (Transport.liesInRegions)");
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
        boolean ours = RegionTransports.isOurs(side(workload, substrate))
                && !RegionTransports.isBelieved(substrate, transports);
        Multicore machine = new Multicore(spec, setting.seed(), busiest > 0, ours);
        Workload charged = new ChargedWorkload(workload, machine);
        Side side = side(charged, substrate);
        rejects(side, setting).ifPresent(reason -> {
            throw new BadInput("%s does not run on a simulated machine: %s".formatted(substrate, reason));
        });
        MulticoreLoad load = new MulticoreLoad(machine, spec, workload, setting, operations, thinkPicoseconds);
        OpenedRegions opened = new OpenedRegions(machine);
        Kernel kernel = Hardware.in(opened, () -> side.open(setting));
        if (opened.count() == 0 && RegionTransports.claims(substrate, transports)) {
            kernel.close();
            throw new BadInput("%s says that its channels lie in regions, but takes none from Region.allocate"
                    .formatted(substrate));
        }
        machine.seat(seats(side.servers(setting), setting.workers()));
        kernel.start(machine::newThread);
        int servers = machine.programs();
        for (int worker = 0; worker < setting.workers(); worker++) {
            int number = worker;
            machine.spawn(() -> load.work(kernel, number));
        }
        machine.run(() -> machine.isOver(servers));
        double ended = machine.picoseconds();
        boolean checked = workload.commutes(setting);
        if (checked && kernel.digest() != expected(setting, load)) {
            throw new IllegalStateException(
                    "%s of %s on %s: the state at the end is wrong".formatted(substrate, workload.name(), spec.name()));
        }
        kernel.close();
        double all = (ended - load.warmAt()) * machine.programs();
        return new MulticoreRow(
                substrate,
                setting.workers(),
                side.servers(setting),
                side.inPlace(setting),
                load.perSecond(),
                new MulticoreRow.Lines(machine.accesses(), load.transfers(), load.fromMemory(), load.busiest(busiest)),
                new MulticoreRow.Waits(
                        (machine.waitedForLines() - load.waitedForLines()) / all,
                        (machine.waitedForOthers() - load.waitedForOthers()) / all),
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

    /// The digest of the same operations, one after the other.
    private long expected(Setting setting, MulticoreLoad load) {
        Specification plain = workload.specification(setting);
        Payload payload = setting.payload();
        for (int worker = 0; worker < setting.workers(); worker++) {
            Script script = workload.script(setting, worker);
            for (int i = 0; i < load.done(worker); i++) {
                script.ask(i, plain, payload);
            }
        }
        return plain.digest();
    }
}
