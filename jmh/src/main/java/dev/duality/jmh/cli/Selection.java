// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.cell.Pairs;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.FormerNames;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Side;
import dev.duality.workloads.Suggestion;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/// What `run` and `verify` are asked for alike.
final class Selection {
    @Option(
            names = {"-w", "--workload"},
            paramLabel = "NAME",
            split = ",",
            description = "Workload to take, several times or with commas; all if none is named.")
    List<String> workloads = new ArrayList<>();

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
            names = "--owners",
            paramLabel = "N",
            split = ",",
            description = "How many servers share the state on the message side, where it comes apart, such as 1,2.")
    List<Integer> owners = new ArrayList<>();

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

    @Option(
            names = "--classpath",
            paramLabel = "JARS",
            defaultValue = "",
            description = "Your own jars with workloads or transports.")
    String classpath;

    /// Whether a side is one of those that were asked for; nobody asked, everybody is.
    static boolean matches(List<String> substrates, Side side) {
        return substrates.isEmpty()
                || substrates.stream()
                        .anyMatch(asked -> side.substrate().equals(asked)
                                || side.substrate().startsWith(asked + ":"));
    }

    /// Each substrate that was asked for is one of some side.
    /// @throws BadInput naming the first that is not
    static void requireMatched(List<String> substrates, List<Side> sides) {
        for (String asked : substrates) {
            if (sides.stream().noneMatch(side -> matches(List.of(asked), side))) {
                List<String> known = sides.stream().map(Side::substrate).toList();
                throw new BadInput("no substrate matches %s; %ssee duality list substrates"
                        .formatted(asked, Suggestion.question(asked, known)));
            }
        }
    }

    /// The parameters, each name once, by the names that they have now; `--payload` goes
    /// before.
    /// @param known whose parameters they may be
    /// @param told gets a line for each that was called by its former name
    Map<String, String> values(List<Workload> known, Consumer<String> told) {
        return values(set, payload, known, told);
    }

    /// Likewise, of what another command was asked for.
    static Map<String, String> values(List<String> set, Integer payload, List<Workload> known, Consumer<String> told) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : set) {
            Pairs.parse(pair).forEach((name, value) -> {
                if (values.put(name, value) != null) {
                    throw new BadInput("--set names %s twice; name it once".formatted(name));
                }
            });
        }
        List<Parameter<?>> parameters = new ArrayList<>();
        known.forEach(workload -> parameters.addAll(workload.parameters()));
        Map<String, String> now = FormerNames.replaced(values, parameters, told);
        if (payload != null) {
            now.put("payload", Integer.toString(payload));
        }
        return now;
    }
}
