// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The work of the workers of a run on a simulated machine, and its times: first a warm-up, then what is counted.
///
/// - **Threads:** one at a time, as the machine has them.
final class MulticoreLoad {
    /// The cycles for which a worker is busy for itself between two operations: the loop that asks.
    private static final double LOOP_CYCLES = 10;

    private static final double JITTER = 0.5; // of the time between two operations, either way

    /// Nothing is counted until hardly any line comes from memory: a ring's slots are cold until it has been gone round
    /// once. Every so many operations of each worker that is looked at, and after so many it is not waited for any
    /// more.
    private static final int WARM_UP_STEP = 16;

    private static final int LONGEST_WARM_UP = 1 << 12;
    private static final double WARM = 0.01; // lines from memory for an operation

    private final Multicore machine;
    private final Workload workload;
    private final Setting setting;
    private final int operations;
    private final double pausePicoseconds; // between two operations, in the middle
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

    /// @param operations of each worker that are counted
    /// @param thinkPicoseconds what each does for itself before each operation, on the average
    MulticoreLoad(
            Multicore machine,
            MachineSpec spec,
            Workload workload,
            Setting setting,
            int operations,
            double thinkPicoseconds) {
        this.machine = machine;
        this.workload = workload;
        this.setting = setting;
        this.operations = operations;
        pausePicoseconds = thinkPicoseconds + LOOP_CYCLES * spec.times().cycle();
        done = new int[setting.workers()];
    }

    /// All that one worker does, on a core of its own.
    void work(Kernel kernel, int worker) {
        Script script = workload.script(setting, worker);
        Caller caller = kernel.caller(worker);
        Payload[] payloads = new Payload[setting.window()];
        Arrays.setAll(payloads, _ -> setting.payload());
        if (setting.window() == 1) {
            for (int i = 0; i < last(worker); i++) {
                think();
                script.ask(i, caller::call, payloads[0]);
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
                int operation = script.at(issued);
                script.load(operation, payloads[slot]);
                if (!caller.issue(
                        slot, script.kind(operation), script.aAt(issued), script.b(operation), payloads[slot])) {
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
        machine.pass(
                pausePicoseconds * (1 - JITTER + 2 * JITTER * machine.random().nextDouble()));
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
            machine.log().clear();
            transfersAtFirst = machine.transfers().clone();
            warmAt = machine.picoseconds();
            waitedForLines = machine.waitedForLines();
            waitedForOthers = machine.waitedForOthers();
        }
        sinceLook = 0;
        memoryAtLook = machine.fromMemory();
    }

    /// The number of operations that a worker has done, in the warm-up, too.
    int done(int worker) {
        return done[worker];
    }

    /// The time at which it was warm, in picoseconds.
    double warmAt() {
        return warmAt;
    }

    /// The time that all cores had waited for lines by then, in picoseconds.
    double waitedForLines() {
        return waitedForLines;
    }

    /// The same for each other.
    double waitedForOthers() {
        return waitedForOthers;
    }

    /// The lines that came from other cores for an operation, by class of distance.
    List<Double> transfers() {
        long[] all = machine.transfers();
        return IntStream.range(0, all.length)
                .mapToObj(distance -> (double) (all[distance] - transfersAtFirst[distance]) / ends.size())
                .toList();
    }

    /// The lines that came most, as far as the machine notes them.
    List<LineTraffic> busiest(int most) {
        return machine.log().busiest(most, ends.size());
    }

    /// The operations of all workers a second, of the middle half.
    double perSecond() {
        double[] sorted = ends.stream().mapToDouble(end -> end).sorted().toArray();
        MiddleHalf half = MiddleHalf.of(sorted.length);
        return half.steps() / (half.growth(sorted) / 1e12);
    }

    /// The lines that came from memory for an operation, likewise.
    double fromMemory() {
        MiddleHalf half = MiddleHalf.of(memory.size());
        return half.growth(memory.stream().mapToDouble(Long::doubleValue).toArray()) / half.steps();
    }

    /// Jain's index of what the workers had done when the first was through.
    double fairness() {
        double sum = Arrays.stream(whenFirstWasThrough).sum();
        double squares = Arrays.stream(whenFirstWasThrough)
                .mapToDouble(count -> (double) count * count)
                .sum();
        return sum * sum / (whenFirstWasThrough.length * squares);
    }
}
