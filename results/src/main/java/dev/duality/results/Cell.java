// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// One kernel with its parameters: one row of the plan.
///
/// @param id stable and readable, such as `rpc/messaging:ring/w1`; one per run
/// @param substrate such as `shm:lockfree`, `messaging:ring` or `by-hand:line`, or [#PLAIN] for T1
/// @param rowClass what an operation of it shares with other threads
/// @param workers threads that issue operations
/// @param servers threads that own state
/// @param oversubscribed whether workers and servers together are more than the cores they may run on
/// @param waits how a thread waits, such as `spin`, or [#NO_WAIT] for a kernel in which nobody ever waits
/// @param payloadBytes bytes that one operation carries
/// @param window operations that one worker may have under way, `1` for a blocking call
/// @param params all parameters of the workload, and [#PLACEMENT] where its parties are not all threads of one JVM,
///     [#COLLECTOR] and [#NEIGHBOUR] where those are not the usual: rows of different placements are as different as
///     rows of different parameters
/// @param loads what each fork measures
/// @param lineTransfers the least number of cache lines that must move between cores, one after the other, before one
///     operation can be over: `2` for a round trip between two threads, `0` if it need not leave its thread, empty if
///     nobody has counted. Half a floor each, they are the sanity bound of docs/measuring.md rule 22.
public record Cell(
        String id,
        String workload,
        String substrate,
        RowClass rowClass,
        int workers,
        int servers,
        boolean oversubscribed,
        String waits,
        int payloadBytes,
        int window,
        Map<String, ParameterValue> params,
        List<Load> loads,
        ContractRecord contract,
        OptionalDouble lineTransfers) {
    /// The parameter that says how the operations of open loops lie in time, where they do not at equal distances. A
    /// workload's own parameters have names without a space.
    public static final String OPEN_LOAD = "open load";

    /// The parameter that says how many places the queue of each worker has in open loops that refuse what finds it
    /// full.
    public static final String QUEUE = "queue places";

    /// The parameter of a row whose forks did not warm up: its closed loop begins with the first operation of a JVM,
    /// and its warm-up scores are those of 1, 1, 2, 4, ... operations of each worker.
    public static final String COLD = "cold start";

    /// The parameter that says which garbage collector the JVM of a row's forks was told to have; it has none where the
    /// JVM took its own.
    public static final String COLLECTOR = "collector";

    /// The parameter that says what a thread on a core of its own did beside the row; it has none where there was none.
    public static final String NEIGHBOUR = "neighbour";

    /// The wait of a kernel in which nobody ever waits.
    public static final String NO_WAIT = "none";

    /// The name under which [#params] has the placement.
    public static final String PLACEMENT = "placement";

    /// The placement that no row names.
    public static final String THREADS = "threads";

    /// The substrate of T1: the specification, plainly in one thread.
    public static final String PLAIN = "plain:specification";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/=,+@-]{0,199}");
    private static final Pattern SUBSTRATE = Pattern.compile("(shm|messaging|by-hand):[A-Za-z0-9._-]{1,80}|" + PLAIN);

    public Cell {
        if (!ID.matcher(Require.present("id", id)).matches()) {
            throw new IllegalArgumentException("cell id is \"" + id + "\", but must be 1 to 200 letters, digits and "
                    + "._:/=,+@- like rpc/messaging:ring/w1");
        }
        Require.text("workload", workload);
        if (!SUBSTRATE.matcher(Require.present("substrate", substrate)).matches()) {
            throw new IllegalArgumentException(
                    "substrate is \"" + substrate
                            + "\", but must be shm:<algorithm>, messaging:<transport> or by-hand:<queue>, such as shm:lockfree");
        }
        Require.present("rowClass", rowClass);
        Require.atLeast("workers", 1, workers);
        Require.atLeast("servers", 0, servers);
        Require.text("waits", waits);
        Require.atLeast("payloadBytes", 0, payloadBytes);
        Require.atLeast("window", 1, window);
        params = Require.map("params", params);
        loads = Require.list("loads", loads);
        Require.present("contract", contract);
        Require.measure("lineTransfers", lineTransfers);
    }

    /// Whether a parameter says how a row was measured, so that it is told even where all rows have it: their figures
    /// are of another kind.
    public static boolean isAlwaysTold(String parameter) {
        return parameter.equals(COLD) || parameter.equals(COLLECTOR) || parameter.equals(NEIGHBOUR);
    }

    public SubstrateSide side() {
        return SubstrateSide.of(substrate);
    }

    /// The distance between the workers and servers: `threads` of one JVM, `processes` of one machine, or `hosts`.
    public String placement() {
        ParameterValue placement = params.get(PLACEMENT);
        return placement == null ? THREADS : placement.value();
    }

    /// A parameter that is a whole number.
    /// @return empty if there is none of that name, or it is no whole number from 0 to 999,999,999: a run may come from
    ///     anybody
    public OptionalLong whole(String name) {
        ParameterValue parameter = params.get(name);
        return parameter != null && parameter.value().matches("[0-9]{1,9}")
                ? OptionalLong.of(Long.parseLong(parameter.value()))
                : OptionalLong.empty();
    }

    /// The parameters that T1 has in common with a job: all but the shape of open loops, and the placement, for one
    /// thread has nobody elsewhere.
    public Map<String, ParameterValue> jobParams() {
        Map<String, ParameterValue> job = new LinkedHashMap<>(params);
        job.remove(OPEN_LOAD);
        job.remove(PLACEMENT);
        return job;
    }

    /// Whether its open loops refuse what finds a queue full: then a rate is offered and not kept, and latencies are of
    /// what was let in.
    public boolean refuses() {
        return params.containsKey(QUEUE);
    }

    /// Whether its closed loop begins with the first operation of a JVM.
    public boolean startsCold() {
        return params.containsKey(COLD);
    }

    /// Whether its forks had the collector that a JVM takes itself, and nobody beside.
    public boolean hasUsualSurroundings() {
        return !params.containsKey(COLLECTOR) && !params.containsKey(NEIGHBOUR);
    }

    /// Workers and servers: the threads that must have a core each.
    public int threads() {
        return workers + servers;
    }
}
