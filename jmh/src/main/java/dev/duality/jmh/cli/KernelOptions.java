// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.cell.Pairs;
import dev.duality.workloads.FormerNames;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of a kernel, as all commands take them that open one.
abstract class KernelOptions {
    @Option(
            names = {"-o", "--on"},
            paramLabel = "SUBSTRATE",
            split = ",",
            description = "Substrate to take, such as shm:lockfree or messaging:ring; shm or messaging alone takes all"
                    + " of them.")
    List<String> substrates = new ArrayList<>();

    @Option(
            names = "--workers",
            paramLabel = "N",
            split = ",",
            description = "How many threads issue operations, such as 1,2,4.")
    List<Integer> workers = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Set a parameter of a workload; duality list workloads shows them.")
    List<String> set = new ArrayList<>();

    @Option(
            names = "--payload",
            paramLabel = "BYTES",
            description = "Short for --set payload=BYTES: bytes that one operation carries.")
    Integer payload;

    @Option(names = "--seed", defaultValue = "1", description = "What the scripts are made from (${DEFAULT-VALUE}).")
    long seed;

    @Mixin
    JarsOption jars;

    /// The parameters, each name once, by the names that they have now; `--payload` goes before.
    /// @param known whose parameters they may be
    /// @param told gets a line for each that was called by its former name
    final Map<String, String> values(List<Workload> known, Consumer<String> told) {
        Map<String, String> now = FormerNames.replaced(Pairs.all("--set", set), parameters(known), told);
        if (payload != null) {
            now.put("payload", Integer.toString(payload));
        }
        return now;
    }

    /// The parameters of some workloads, one after the other.
    static List<Parameter<?>> parameters(List<Workload> workloads) {
        List<Parameter<?>> parameters = new ArrayList<>();
        workloads.forEach(workload -> parameters.addAll(workload.parameters()));
        return parameters;
    }
}
