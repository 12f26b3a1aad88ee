// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.duality.jmh.machine.Numbers;
import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.usage.CpuTimes;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The load of other processes on this machine now. What the system does not tell is empty.
///
/// @param busyCores how many CPUs they keep busy, on average over a short window
/// @param loadAverage threads that ran or wanted to, over the last minute, ours included
/// @param busiest the one that uses most, such as `java (process 4711): 0.9 cores`, if one uses a tenth of a core
public record OtherLoad(OptionalDouble busyCores, OptionalDouble loadAverage, Optional<String> busiest) {
    private static final double WORTH_NAMING = 0.1;

    /// Waits for the length of the window.
    public interface Window {
        void pass() throws InterruptedException;
    }

    /// Looks, lets `window` pass, and looks again.
    /// @param window about 200 ms, such as a `Thread.sleep`
    /// @throws InterruptedException if `window` is interrupted
    public static OtherLoad measure(SystemTree tree, Window window) throws InterruptedException {
        Look before = Look.now(tree);
        window.pass();
        return between(
                before,
                Look.now(tree),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /// @param loadAverage negative if the system does not tell
    static OtherLoad between(Look before, Look after, double loadAverage) {
        long wallNanos = after.nanos - before.nanos;
        return new OtherLoad(
                CpuTimes.othersBusyCores(before.times, after.times, after.ownNanos - before.ownNanos, wallNanos),
                loadAverage < 0 ? OptionalDouble.empty() : OptionalDouble.of(loadAverage),
                busiest(before, after, wallNanos));
    }

    private static Optional<String> busiest(Look before, Look after, long wallNanos) {
        RunningProgram most = new RunningProgram("", "", 0);
        for (RunningProgram program : after.programs.values()) {
            RunningProgram earlier = before.programs.get(program.id);
            long ticks = earlier == null ? program.ticks : program.ticks - earlier.ticks;
            if (ticks > most.ticks) {
                most = new RunningProgram(program.id, program.name, ticks);
            }
        }
        double cores = most.ticks * CpuTimes.TICK_MILLIS * 1e6 / Math.max(wallNanos, 1);
        return cores < WORTH_NAMING
                ? Optional.empty()
                : Optional.of(most.name + " (process " + most.id + "): " + Numbers.text(cores) + " cores");
    }

    /// A process.
    /// @param ticks CPU time that it has used so far, in ticks of [CpuTimes#TICK_MILLIS]
    record RunningProgram(String id, String name, long ticks) {
        static Optional<RunningProgram> read(SystemTree tree, String id) {
            return tree.text("proc/" + id + "/stat").flatMap(text -> parse(id, text));
        }

        private static Optional<RunningProgram> parse(String id, String stat) {
            // 12 (a name) S …: the name may hold spaces and brackets, so count from the last bracket
            int open = stat.indexOf('(');
            int close = stat.lastIndexOf(')');
            if (open < 0 || close < open) {
                return Optional.empty();
            }
            String[] rest = stat.substring(close + 1).strip().split(" ");
            if (rest.length < 13) {
                return Optional.empty();
            }
            OptionalLong user = SystemTree.parse(rest[11]);
            OptionalLong system = SystemTree.parse(rest[12]);
            return Optional.of(
                    new RunningProgram(id, stat.substring(open + 1, close), user.orElse(0) + system.orElse(0)));
        }
    }

    /// One look at the machine.
    /// @param nanos when
    /// @param ownNanos CPU time that this process has used so far
    /// @param programs the other processes
    record Look(long nanos, long ownNanos, Optional<CpuTimes> times, Map<String, RunningProgram> programs) {
        static Look now(SystemTree tree) {
            String self = String.valueOf(ProcessHandle.current().pid());
            Map<String, RunningProgram> programs = new HashMap<>();
            for (String name : tree.names("proc")) {
                if (SystemTree.parse(name).isPresent() && !name.equals(self)) {
                    RunningProgram.read(tree, name).ifPresent(program -> programs.put(name, program));
                }
            }
            long own = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuTime();
            return new Look(System.nanoTime(), own, CpuTimes.read(tree), programs);
        }
    }
}
