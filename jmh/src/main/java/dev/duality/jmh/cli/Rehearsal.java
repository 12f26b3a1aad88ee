// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.ProcessDefaults;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.fork.ForkJson;
import dev.duality.jmh.fork.ForkMain;
import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.fork.Spare;
import dev.duality.jmh.plan.Plan;
import dev.duality.jmh.plan.Planner;
import dev.duality.workloads.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Goes through everything once, briefly and in this process, so that a JVM that ends with
/// `-XX:ArchiveClassesAtExit` has loaded what commands and forks load. `./duality` runs it after a build: with the
/// archive a fork starts in a third of the time.
final class Rehearsal {
    private static final int CORES = 2;
    private static final int OPERATIONS = 200;

    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        ProcessDefaults.apply();
        Path folder = Files.createTempDirectory("duality-rehearsal-");
        try {
            fork(folder);
            Duality.commandLine().execute("list", "substrates");
        } finally {
            remove(folder);
        }
        System.exit(0); // whatever threads a transport has left
    }

    private static void fork(Path folder) {
        Plan plan = new Planner(Catalog.load(Rehearsal.class.getClassLoader()), RunCommand.plain(), CORES).plan();
        Set<String> seen = new HashSet<>();
        for (Plan.Step step : plan.steps()) {
            if (isNew(step.order(), seen)) {
                Path file = folder.resolve("fork");
                brief(step.order()).write(file, Spare.NONE);
                ForkOrder order = ForkOrder.read(file);
                ForkJson.write(file, ForkMain.answer(order, Spare.NONE, folder.resolve("jmh.json")));
            }
        }
    }

    /// Each workload once, each substrate once, the floor once.
    private static boolean isNew(ForkOrder order, Set<String> seen) {
        return switch (order) {
            case ForkOrder.Machine _ -> seen.add("floor");
            case ForkOrder.Plain _ -> seen.add("plain");
            case ForkOrder.Cold _ -> seen.add("cold");
            case ForkOrder.Kernel kernel ->
                seen.addAll(List.of(kernel.cell().workload(), kernel.cell().substrate()));
        };
    }

    private static ForkOrder brief(ForkOrder order) {
        return switch (order) {
            case ForkOrder.Machine(var when, long _) -> new ForkOrder.Machine(when, 1);
            case ForkOrder.Plain plain -> plain; // as brief as it can be
            case ForkOrder.Cold(CellSpec cell, long _) -> new ForkOrder.Cold(cell, 1);
            case ForkOrder.Kernel kernel ->
                new ForkOrder.Kernel(
                        kernel.cell(),
                        OPERATIONS,
                        new ClosedLoad.Times(1, 1, 1, 1, false),
                        new ForkOrder.Open(
                                kernel.open().shape(),
                                kernel.open().rates(),
                                kernel.open().shares(),
                                1,
                                kernel.open().queuePlaces()),
                        kernel.cell().substrate().equals("shm:direct") ? 1 : 0);
        };
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
