// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.shm.Payload;
import dev.duality.workloads.BusyWork;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;

/// A specification that does its job in one thread: no synchronisation at all, and the same thinking. It is an object
/// with its state in memory, made before the clock starts: a method that makes it, and keeps it to itself, may do the
/// whole job in registers.
///
/// - **Threads:** one.
final class PlainPass {
    private final Specification specification;
    private final Script script;
    private final Payload payload;
    private final long thinkSteps;
    private long sum; // of all results: they count, so that the loop cannot be left out

    PlainPass(Workload workload, Setting setting, Script script) {
        this.specification = workload.specification(setting);
        this.script = script;
        this.payload = setting.payload();
        this.thinkSteps = workload.thinkSteps(setting);
    }

    /// Goes through the script, after one another as in any load: each time means what the first one meant.
    /// @param times how often
    /// @return how long one time took, in seconds
    double run(int times) {
        long start = System.nanoTime();
        long more = 0;
        for (int time = 0; time < times; time++) {
            once(more);
            more += script.growth();
        }
        return Math.max(1, System.nanoTime() - start) / 1e9 / times;
    }

    private void once(long more) {
        long total = sum;
        for (int i = 0; i < script.size(); i++) {
            if (thinkSteps > 0) {
                total = BusyWork.take(total, thinkSteps);
            }
            script.load(i, payload);
            total += specification.apply(script.kind(i), script.a(i) + more, script.b(i), payload);
            total += payload.sum();
        }
        sum = total;
    }

    /// A number that depends on all results so far.
    long sum() {
        return sum;
    }
}
