// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.cell.Surroundings;
import dev.duality.jmh.floor.FloorProbe;
import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.doctor.MachineCheck;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.machine.placement.CpuPlan;
import dev.duality.jmh.machine.placement.Topology;
import dev.duality.jmh.peer.HostCarriers;
import dev.duality.jmh.peer.HostJob;
import dev.duality.jmh.peer.HostLauncher;
import dev.duality.jmh.peer.JavaLauncher;
import dev.duality.jmh.peer.Launcher;
import dev.duality.jmh.peer.PeerPlacement;
import dev.duality.jmh.peer.PeerSide;
import dev.duality.results.HostCarrier;
import dev.duality.results.Machine;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.verify.KernelThreads;
import dev.duality.workloads.verify.SpecificationCheck;
import dev.duality.workloads.verify.Verification;
import dev.duality.workloads.verify.VerificationResult;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A workload on a substrate with its setting, and the CPUs its threads get: everything that the loads have in common.
public final class KernelFixture implements AutoCloseable {
    private final Workload workload;
    private final Side side;
    private final Setting setting;
    private final Affinity affinity;
    private final Topology topology;
    private final double quotaCores;
    private final CpuPlan plan;
    private final RowSurroundings around;
    private final int elsewhere; // workers in processes of their own
    private final AtomicLong asideNanos = new AtomicLong();

    /// The kernel that a cell names, on the machine we run on.
    /// @throws BadInput if a name is unknown or a value out of bounds
    public static KernelFixture of(CellSpec cell) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Workload workload = Catalog.workload(cell.workload(), loader);
        Setting setting = cell.setting(workload);
        return new KernelFixture(workload, Catalog.side(workload, cell.substrate(), loader), setting, cell.around());
    }

    /// On the machine we run on.
    public KernelFixture(Workload workload, Side side, Setting setting) {
        this(workload, side, setting, Surroundings.USUAL);
    }

    private KernelFixture(Workload workload, Side side, Setting setting, Surroundings around) {
        this.workload = workload;
        this.setting = setting;
        this.affinity = Affinity.ofThisMachine();
        Machine machine = MachineCheck.read(affinity);
        this.topology = Topology.read(SystemTree.real(), machine.allowedCpus());
        this.quotaCores = machine.quotaCores();
        this.plan = CpuPlan.of(machine, topology, setting.workers(), side.servers(setting));
        this.around = new RowSurroundings(around, plan, topology, affinity);
        this.elsewhere = PeerPlacement.workers(side, setting);
        this.side = setting.placement() == Placement.THREADS
                ? side
                : new PeerSide(workload, side, launcher(setting.placement()), this::cpuOfPeer);
    }

    private static Launcher launcher(Placement placement) {
        return placement == Placement.HOSTS ? new HostLauncher(HostJob.ofThisProcess()) : new JavaLauncher();
    }

    private OptionalInt cpuOfPeer(int peer) {
        if (setting.placement() == Placement.HOSTS) {
            return OptionalInt.empty(); // this host's plan is not that of others
        }
        return elsewhere > 0 ? plan.worker(peer + 1) : plan.server(peer);
    }

    /// All of it by names and numbers.
    public CellSpec cell() {
        return CellSpec.of(workload, side.substrate(), setting).within(around.what());
    }

    /// The collector it must have, and its neighbour.
    public RowSurroundings around() {
        return around;
    }

    public Workload workload() {
        return workload;
    }

    public Side side() {
        return side;
    }

    public Setting setting() {
        return setting;
    }

    /// The steps of its own work that a worker does before each operation.
    public long thinkSteps() {
        return workload.thinkSteps(setting);
    }

    public CpuPlan plan() {
        return plan;
    }

    /// Looks at the floor between the CPUs of its first threads.
    public FloorProbe probe() {
        return FloorProbe.of(plan, topology, quotaCores, affinity);
    }

    /// Pins the calling thread, a worker, if there is a CPU for it. A thread that only stands for a worker in another
    /// process, which has that CPU, is not pinned.
    public void pinWorker(int worker) {
        if (worker == 0 || elsewhere == 0) {
            plan.worker(worker).ifPresent(affinity::pin);
        }
    }

    /// Makes the servers' threads, each pinned to its CPU if there is one. Where servers are processes, these only wait
    /// for the end of those, which pin their own.
    public ThreadFactory servers() {
        AtomicInteger next = new AtomicInteger();
        return task -> {
            int server = next.getAndIncrement();
            return new Thread(
                    () -> {
                        if (setting.placement() == Placement.THREADS) {
                            plan.server(server).ifPresent(affinity::pin);
                        }
                        task.run();
                    },
                    "server-" + server);
        };
    }

    /// The carrier of the parties, where they are on several hosts; known once a kernel has been opened.
    public Optional<HostCarrier> carrier() {
        return setting.placement() == Placement.HOSTS && side instanceof PeerSide peerSide
                ? Optional.of(HostCarriers.of(HostJob.ofThisProcess(), peerSide.link()))
                : Optional.empty();
    }

    /// Servers and workers of one kernel; a failure of one stops the others.
    public KernelThreads threads() {
        return new KernelThreads(servers());
    }

    /// Compares the side with the specification, which is looked at first, by threads pinned as when they are measured:
    /// two that spin on one core answer each other once in some milliseconds.
    /// @param most operations of each worker at most
    public VerificationResult verify(int most) {
        Optional<String> incomparable = new SpecificationCheck(workload, setting, most).difference();
        if (incomparable.isPresent()) {
            return new VerificationResult.Differs(incomparable.get());
        }
        return new Verification(workload, side, setting, most, this::servers, this::pinWorker).run();
    }

    /// Says that so much of the time since is no load's: what was measured was verified.
    void aside(long nanos) {
        asideNanos.addAndGet(nanos);
    }

    /// The time that was no load's, all in all.
    public long asideNanos() {
        return asideNanos.get();
    }

    /// @throws BadInput if the side cannot run here or with this setting, or in these surroundings
    public void require() {
        side.unavailable().ifPresent(reason -> {
            throw new BadInput("%s is not available: %s".formatted(side.substrate(), reason));
        });
        side.rejects(setting).ifPresent(reason -> {
            throw new BadInput("%s cannot run %s: %s".formatted(side.substrate(), workload.name(), reason));
        });
        around.require();
    }

    /// Ends the processes of its kernels, if there are any; its kernels are closed. Where nobody closes it they end
    /// with this JVM.
    @Override
    public void close() {
        if (side instanceof PeerSide peerSide) {
            peerSide.close();
        }
    }
}
