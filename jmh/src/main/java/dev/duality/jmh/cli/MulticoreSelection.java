// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.shm.WaitStrategy;
import dev.duality.simulation.multicore.MulticoreRun;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/// The kernels that run on a simulated machine: one workload, and its sides.
final class MulticoreSelection extends KernelOptions {
    private static final int MOST_OPERATIONS = 1_000_000;
    private static final int MOST_LINES = 1_000;
    private static final double MOST_THINK_NANOS = 1e6;

    @Option(
            names = {"-w", "--workload"},
            paramLabel = "NAME",
            defaultValue = "counter",
            description = "The workload (${DEFAULT-VALUE}).")
    String workload;

    @Option(
            names = "--owners",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many servers share the state on the message side, where it comes apart (${DEFAULT-VALUE}).")
    int owners;

    @Option(
            names = "--operations",
            paramLabel = "N",
            defaultValue = "300",
            description = "Operations of each worker (${DEFAULT-VALUE}).")
    int operations;

    @Option(
            names = "--think",
            paramLabel = "NS",
            defaultValue = "0",
            description = "What a worker does for itself before each operation, on the average (${DEFAULT-VALUE}).")
    double think;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Say of each row, too, which N lines of memory came from other cores most, because of which words, who"
                            + " writes and reads these, and where in the code; CSV has these instead (${DEFAULT-VALUE}).")
    int lines;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "1",
            description = "Operations a worker has under way (${DEFAULT-VALUE}).")
    int window;

    @Option(
            names = "--wait",
            paramLabel = "KIND",
            defaultValue = "pause",
            description = "How to wait: spin, pause, yield or backoff (${DEFAULT-VALUE}).")
    WaitStrategy.Kind wait;

    /// @throws BadInput for a number that nothing can run with
    void requireSane() {
        if (operations < 4 || operations > MOST_OPERATIONS) {
            throw new BadInput(String.format(
                    Locale.ROOT, "--operations is %,d, but must be from 4 to %,d", operations, MOST_OPERATIONS));
        }
        requireThink(think);
        if (lines < 0 || lines > MOST_LINES) {
            throw new BadInput("--lines is %d, but must be from 0 to %d".formatted(lines, MOST_LINES));
        }
        if (wait.sleeps()) {
            throw new BadInput("--wait is %s, but a simulated core has no kernel that could put it to sleep;"
                            .formatted(wait.label())
                    + " use spin, pause, yield or backoff");
        }
        if (workload.contains(",")) {
            throw new BadInput("--workload is %s, but a simulated machine runs one at a time".formatted(workload));
        }
    }

    static void requireThink(double nanos) {
        if (!(nanos >= 0 && nanos <= MOST_THINK_NANOS)) {
            throw new BadInput("--think is %s, but must be from 0 to 1000000 nanoseconds".formatted(nanos));
        }
    }

    /// The parameters that were set; `more` go over them.
    Values values(Workload of, Map<String, String> more, Consumer<String> told) {
        Map<String, String> values = values(List.of(of), told);
        values.putAll(more);
        Values all = Values.of(of, values);
        if (of.thinkSteps(Setting.of(of, all)) > 0) {
            throw new BadInput(
                    "a worker's own work is set in steps of this machine; for a simulated one use --think NS");
        }
        return all;
    }

    Setting setting(Workload of, Values values, int count) {
        return Setting.of(of, values)
                .withWorkers(count)
                .withWindow(window)
                .withOwners(owners)
                .withWait(wait)
                .withSeed(seed);
    }

    /// Those asked for; `shm` or `messaging` alone takes all of them, and so does nobody's asking.
    List<String> chosen(MulticoreRun run) {
        if (substrates.isEmpty()) {
            return run.substrates();
        }
        List<String> chosen = new ArrayList<>();
        for (String asked : substrates) {
            List<String> fit = run.substrates().stream()
                    .filter(substrate -> substrate.startsWith(asked + ":"))
                    .toList();
            chosen.addAll(fit.isEmpty() ? List.of(asked) : fit);
        }
        return chosen;
    }

    /// Those asked for; 1, 2, 4 and so on to all cores but one, which serves, when nobody asks.
    List<Integer> workers(String machine, int cores) {
        if (!workers.isEmpty()) {
            for (int count : workers) {
                if (count < 1 || count > cores) {
                    throw new BadInput("--workers is %d, but %s has 1 to %d".formatted(count, machine, cores));
                }
            }
            return workers;
        }
        List<Integer> doubled = new ArrayList<>();
        for (int count = 1; count < cores - 1; count *= 2) {
            doubled.add(count);
        }
        doubled.add(Math.max(1, cores - 1));
        return doubled;
    }

    /// @param note takes a line about each of the user's jars that cannot be used
    Catalog catalog(Consumer<String> note) {
        return Catalog.load(jars.loader(note));
    }
}
