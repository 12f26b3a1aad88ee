// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import dev.duality.jmh.machine.SystemTree;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The processor's model name.
final class CpuName {
    private static final String INFO = "proc/cpuinfo";

    /// Arm's processors tell numbers only; these are the ones that servers and small boards have.
    private static final Map<String, String> ARM = Map.of(
            "0xd03", "Cortex-A53",
            "0xd08", "Cortex-A72",
            "0xd0b", "Cortex-A76",
            "0xd0c", "Neoverse-N1",
            "0xd40", "Neoverse-V1",
            "0xd49", "Neoverse-N2",
            "0xd4f", "Neoverse-V2");

    private CpuName() {}

    /// As the kernel tells it, `unknown` if it does not.
    static String read(SystemTree tree) {
        return Stream.of("model name", "cpu model", "cpu", "uarch")
                .flatMap(key -> tree.value(INFO, key).stream())
                .filter(name -> !name.isBlank())
                .findFirst()
                .or(() -> arm(tree))
                .orElse("unknown");
    }

    private static Optional<String> arm(SystemTree tree) {
        Optional<String> part = tree.value(INFO, "CPU part");
        return tree.value(INFO, "CPU implementer")
                .map(maker -> maker.equals("0x41") && ARM.containsKey(part.orElse(""))
                        ? "Arm " + ARM.get(part.orElseThrow())
                        : "Arm, implementer " + maker + ", part " + part.orElse("unknown"));
    }
}
