// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.shm.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What the user asked for: of most fields of a [dev.duality.jmh.cell.CellSpec] several, and what is empty is the
/// planner's choice.
///
/// @param workloads by name
/// @param substrates by name, or `shm` or `messaging` for all of a side
/// @param values parameters of workloads that are set, for those that have them
/// @param rate of the open loop, in operations per second of all workers; `0` for no open loop
/// @param directory where transports put their files
/// @param owners how many servers share the state on the message side, where it comes apart
public record Request(
        Preset preset,
        List<String> workloads,
        List<String> substrates,
        List<Integer> workers,
        List<Wait.Kind> waits,
        List<Integer> windows,
        Map<String, String> values,
        Optional<Duration> budget,
        OptionalInt forks,
        OptionalDouble rate,
        long seed,
        Optional<Path> directory,
        int owners) {
    public Request {
        workloads = List.copyOf(workloads);
        substrates = List.copyOf(substrates);
        workers = List.copyOf(workers);
        waits = List.copyOf(waits);
        windows = List.copyOf(windows);
        values = Map.copyOf(values);
    }

    /// The usual one owner.
    public Request(
            Preset preset,
            List<String> workloads,
            List<String> substrates,
            List<Integer> workers,
            List<Wait.Kind> waits,
            List<Integer> windows,
            Map<String, String> values,
            Optional<Duration> budget,
            OptionalInt forks,
            OptionalDouble rate,
            long seed,
            Optional<Path> directory) {
        this(
                preset, workloads, substrates, workers, waits, windows, values, budget, forks, rate, seed, directory, 1);
    }

    /// The same with so many owners.
    public Request withOwners(int count) {
        return new Request(
                preset,
                workloads,
                substrates,
                workers,
                waits,
                windows,
                values,
                budget,
                forks,
                rate,
                seed,
                directory,
                count);
    }
}
