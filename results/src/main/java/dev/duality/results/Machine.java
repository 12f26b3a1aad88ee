// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.List;

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

    /// Processors that the run could use at once, at least 1: those it may run on, no more than the quota grants.
    public int usableCores() {
        int allowed = allowedCpus.isEmpty() ? cores : allowedCpus.size();
        return Math.max(1, quotaCores == 0 ? allowed : (int) Math.min(allowed, Math.floor(quotaCores)));
    }
}
