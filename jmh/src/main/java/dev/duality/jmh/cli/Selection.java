// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.plan.Part;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Side;
import dev.duality.workloads.Suggestion;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The options that `run` and `verify` have alike.
final class Selection extends KernelOptions {
    @Option(
            names = {"-w", "--workload"},
            paramLabel = "NAME",
            split = ",",
            description = "Workload to take, several times or with commas; without it, those of the preset, or all.")
    List<String> workloads = new ArrayList<>();

    @Option(
            names = "--owners",
            paramLabel = "N",
            split = ",",
            description = "How many servers share the state on the message side, where it comes apart, such as 1,2.")
    List<Integer> owners = new ArrayList<>();

    /// Whether a side is one of those that were asked for; nobody asked, everybody is.
    static boolean matches(List<String> substrates, Side side) {
        return substrates.isEmpty() || substrates.stream().anyMatch(asked -> Part.matches(asked, side.substrate()));
    }

    /// Each substrate that was asked for is one of some side.
    /// @throws BadInput naming the first that is not
    static void requireMatched(List<String> substrates, List<Side> sides) {
        for (String asked : substrates) {
            if (sides.stream().noneMatch(side -> matches(List.of(asked), side))) {
                List<String> known = sides.stream().map(Side::substrate).toList();
                throw new BadInput(
                        "no substrate matches %s; %ssee duality list substrates; one of a jar of yours needs --classpath JAR"
                                .formatted(asked, Suggestion.question(asked, known)));
            }
        }
    }
}
