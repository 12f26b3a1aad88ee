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
import dev.duality.jmh.machine.usage.Compilers;
import dev.duality.results.FixedJob;
import dev.duality.results.Machine;
import dev.duality.shm.Diagnosis;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// T1: the job of a workload done by its specification alone, in one thread that is bound to its CPU, without any
/// synchronisation.
public final class PlainLoad {
    /// Until it is compiled: else what is a cost of Java's start would be a cost of one thread.
    private static final long WARM_UP_NANOS = 100_000_000;

    /// All repetitions together take so long at least, so that three of most jobs are measured.
    private static final double MEASURED_SECONDS = 0.25;

    /// However short the job, repetitions end after so many.
    private static final int MOST_REPETITIONS = 10_000;

    private final Workload workload;
    private final Setting setting;
    private final Affinity affinity = Affinity.ofThisMachine();
    private final Topology topology;
    private final double quotaCores;
    private final CpuPlan plan;
    private final RowSurroundings around;
    private PlainPass pass; // a field, so that its state lies in memory; of the thread that runs it

    /// The specification of a cell's workload; what it runs on does not count.
    /// @param cell with one worker
    /// @throws BadInput if something is unknown or out of bounds
    public static PlainLoad of(CellSpec cell) {
        Workload workload =
                Catalog.workload(cell.workload(), Thread.currentThread().getContextClassLoader());
        return new PlainLoad(workload, cell.setting(workload), cell.around());
    }

    /// @param setting with one worker
    public PlainLoad(Workload workload, Setting setting) {
        this(workload, setting, Surroundings.USUAL);
    }

    private PlainLoad(Workload workload, Setting setting, Surroundings around) {
        this.workload = workload;
        this.setting = setting;
        Machine machine = MachineCheck.read(affinity);
        this.topology = Topology.read(SystemTree.real(), machine.allowedCpus());
        this.quotaCores = machine.quotaCores();
        this.plan = CpuPlan.of(machine, topology, 1, 0);
        this.around = new RowSurroundings(around, plan, topology, affinity);
    }

    /// The CPUs that the thread runs on.
    public CpuPlan plan() {
        return plan;
    }

    /// The collector it must have, and its neighbour.
    public RowSurroundings around() {
        return around;
    }

    /// @throws BadInput if it cannot run in these surroundings
    public void require() {
        around.require();
    }

    /// Looks at the floor between its CPU and the neighbour's.
    public FloorProbe probe() {
        return FloorProbe.of(plan, topology, quotaCores, affinity);
    }

    /// Does the job until it is compiled, and then, in repetitions of so many times through as take long enough, until
    /// that has taken long enough together; the middle repetition counts.
    public FixedJob run() {
        List<Double> seconds = new ArrayList<>(); // of one time through, by repetition; read after the thread has ended
        Meter meter = new Meter(around);
        Script script = workload.script(setting, 0);
        Thread thread = new Thread(
                () -> {
                    plan.worker(0).ifPresent(affinity::pin);
                    measure(script, seconds, meter);
                },
                "plain");
        Throwable[] thrown = new Throwable[1];
        thread.setUncaughtExceptionHandler((_, cause) -> thrown[0] = cause);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the specification ran alone", e);
        }
        if (thrown[0] != null) {
            throw new Diagnosis("the specification alone failed: " + thrown[0], thrown[0]);
        }
        seconds.sort(null);
        return new FixedJob(
                script.size(),
                (int) (meter.take().operations() / script.size()),
                seconds.get(seconds.size() / 2),
                Optional.empty(),
                Meter.usage(workload.figures(), List.of(meter.take())));
    }

    /// One interval for all repetitions: to open and close one takes longer than some jobs.
    private void measure(Script script, List<Double> seconds, Meter meter) {
        int times = 1;
        long began = System.nanoTime();
        do {
            double one = pass(script).run(times);
            times = JobLoad.times(workload, setting, one);
        } while (System.nanoTime() - began < WARM_UP_NANOS);
        Compilers.await();
        times = JobLoad.times(workload, setting, pass(script).run(times));
        double sum = 0;
        meter.startPlain();
        while (sum < MEASURED_SECONDS && seconds.size() < MOST_REPETITIONS) {
            seconds.add(pass(script).run(times));
            sum += times * seconds.getLast();
        }
        meter.stopPlain((long) script.size() * times * seconds.size());
    }

    private PlainPass pass(Script script) {
        pass = new PlainPass(workload, setting, script);
        return pass;
    }
}
