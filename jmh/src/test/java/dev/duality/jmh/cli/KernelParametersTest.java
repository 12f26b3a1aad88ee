// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.KernelBenchmark;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.workloads.BadInput;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

/// The names that people type with plain JMH are those of the command.
class KernelParametersTest {
    /// A cell as one text, and what only JMH's users can set.
    private static final Set<String> OF_JMH = Set.of("cell", "owners", "verified");

    private static Set<String> parameters() {
        return Arrays.stream(KernelBenchmark.class.getFields())
                .filter(field -> field.isAnnotationPresent(Param.class))
                .map(Field::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void parametersAreCalledAsTheOptionsOfRun() {
        Set<String> options = Duality.commandLine()
                .getSubcommands()
                .get("run")
                .getCommandSpec()
                .optionsMap()
                .keySet();
        Set<String> parameters = parameters();

        assertTrue(parameters.removeAll(OF_JMH));
        assertTrue(parameters.size() >= 7, parameters::toString);
        assertEquals(
                Set.of(),
                parameters.stream()
                        .filter(name -> !options.contains("--" + name))
                        .collect(Collectors.toSet()));
    }

    /// Workers are JMH's threads.
    @Test
    void eachFieldOfACellIsAParameter() {
        Set<String> fields =
                new TreeSet<>(CellSpec.of("counter", "shm:lockfree").fields().keySet());

        assertTrue(fields.remove("workers"));
        fields.removeAll(parameters());
        assertEquals(Set.of(), fields);
    }

    @Test
    void parametersNameTheCell() {
        KernelBenchmark benchmark = new KernelBenchmark();
        assertEquals(CellSpec.of("counter", "shm:lockfree"), benchmark.cell(1));

        benchmark.workload = "rpc";
        benchmark.on = "messaging:ring";
        benchmark.wait = "park";
        benchmark.window = 4;
        benchmark.owners = 2;
        benchmark.seed = 3;
        benchmark.set = "command=echo";
        benchmark.payload = "64";
        benchmark.directory = "/a";
        assertEquals(
                CellSpec.of(Map.of(
                        "workload", "rpc",
                        "on", "messaging:ring",
                        "workers", "2",
                        "owners", "2",
                        "window", "4",
                        "wait", "park",
                        "seed", "3",
                        "set", "command=echo;payload=64",
                        "directory", "/a")),
                benchmark.cell(2));
    }

    @Test
    void aWholeCellHoldsAndNotTheOtherParameters() {
        CellSpec cell = CellSpec.parse("workload=rpc;on=shm:lock;workers=2;seed=7");
        KernelBenchmark benchmark = new KernelBenchmark();
        benchmark.cell = cell.text();

        assertEquals(cell, benchmark.cell(2));
        assertEquals(
                "the cell has 2 workers, but JMH runs 1 threads; give it -t 2",
                assertThrows(BadInput.class, () -> benchmark.cell(1)).getMessage());
    }
}
