// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import java.util.List;

/// Findings about the running Java: what it means for results.
final class JavaFindings {
    /// Flags that make the JVM slower than a user's.
    private static final List<String> SLOW = List.of(
            "-Xint",
            "-Xcomp",
            "-XX:TieredStopAtLevel=",
            "-XX:-TieredCompilation",
            "-agentlib:jdwp",
            "-Xrunjdwp",
            "-javaagent:");

    private JavaFindings() {}

    static Finding version(String version, String vendor, String vm) {
        String seen = version + ", " + vendor + ", " + vm;
        return version.contains("-internal") || version.contains("-ea")
                ? Finding.note(
                        "Java",
                        seen,
                        "others cannot repeat results of an early or private build",
                        "measure with a released JDK 25 or later")
                : Finding.ok("Java", seen);
    }

    static Finding flags(List<String> flags) {
        String seen = flags.isEmpty() ? "none" : String.join(" ", flags);
        List<String> slow = flags.stream()
                .filter(flag -> SLOW.stream().anyMatch(flag::startsWith))
                .toList();
        return slow.isEmpty()
                ? Finding.ok("JVM flags", seen)
                : Finding.problem(
                        "JVM flags",
                        seen,
                        String.join(" ", slow) + " slows the program that is measured",
                        "start without it");
    }
}
