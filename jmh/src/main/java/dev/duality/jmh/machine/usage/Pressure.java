// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import dev.duality.jmh.machine.SystemTree;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The kernel's account of waiting for a CPU.
final class Pressure {
    private Pressure() {}

    /// Microseconds since the start of the machine in which somebody waited; empty if the kernel does not tell.
    static OptionalLong micros(SystemTree tree) {
        return tree.lines("proc/pressure/cpu").stream()
                .filter(line -> line.startsWith("some "))
                .flatMap(line -> Stream.of(line.split(" ")))
                .filter(word -> word.startsWith("total="))
                .map(word -> SystemTree.parse(word.substring("total=".length())))
                .findFirst()
                .orElse(OptionalLong.empty());
    }
}
