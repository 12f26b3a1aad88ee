// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The machine a run was measured on, as far as it can be read without privileges. What could not be read is said in
/// words ("unknown", "not visible"), never guessed.
///
/// @param cpu the processor's model name
/// @param cores logical processors on line
/// @param allowedCpus the processors this process may run on, ascending
/// @param quotaCores the share of processors that a control group grants, `0` if there is no limit
/// @param topology sockets, cores and threads in words, such as `1 socket x 2 cores x 1 thread`
/// @param caches one line per cache level, such as `L2 2 MiB`
/// @param governor the frequency governor, or `not visible`
/// @param clockSource the kernel's clock source, such as `tsc`
/// @param virtualisation the hypervisor's name, `none`, or `unknown`
/// @param kernel name and release of the operating system's kernel
/// @param memoryBytes physical memory
public record Machine(
        String cpu,
        int cores,
        List<Integer> allowedCpus,
        double quotaCores,
        String topology,
        List<String> caches,
        String governor,
        String clockSource,
        String virtualisation,
        String kernel,
        String architecture,
        long memoryBytes) {
    private static final Pattern EVEN = Pattern.compile("(\\d{1,4}) sockets? x (\\d{1,4}) cores? x \\d{1,4} threads?");
    private static final Pattern UNEVEN =
            Pattern.compile("\\d{1,4} sockets? with (\\d{1,4}) cores? and \\d{1,4} threads?");

    public Machine {
        Require.text("machine.cpu", cpu);
        Require.atLeast("machine.cores", 1, cores);
        allowedCpus = Require.list("machine.allowedCpus", allowedCpus);
        Require.measure("machine.quotaCores", quotaCores);
        Require.text("machine.topology", topology);
        caches = Require.texts("machine.caches", caches);
        Require.text("machine.governor", governor);
        Require.text("machine.clockSource", clockSource);
        Require.text("machine.virtualisation", virtualisation);
        Require.text("machine.kernel", kernel);
        Require.text("machine.architecture", architecture);
        Require.atLeast("machine.memoryBytes", 0, memoryBytes);
    }

    /// The cores of those processors, each of which may have several hardware threads; empty if the topology does not
    /// say.
    public OptionalInt physicalCores() {
        Matcher even = EVEN.matcher(topology);
        if (even.matches()) {
            return OptionalInt.of(Integer.parseInt(even.group(1)) * Integer.parseInt(even.group(2)));
        }
        Matcher uneven = UNEVEN.matcher(topology);
        return uneven.matches() ? OptionalInt.of(Integer.parseInt(uneven.group(1))) : OptionalInt.empty();
    }

    /// Processors that the run could use at once, at least 1: those it may run on, no more than the quota grants.
    public int usableCores() {
        int allowed = allowedCpus.isEmpty() ? cores : allowedCpus.size();
        return Math.max(1, quotaCores == 0 ? allowed : (int) Math.min(allowed, Math.floor(quotaCores)));
    }
}
