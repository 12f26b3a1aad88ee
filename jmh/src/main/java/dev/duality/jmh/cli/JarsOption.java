// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import java.util.function.Consumer;
import picocli.CommandLine.Option;

/// The user's own jars, as every command takes them that looks for what can be registered.
final class JarsOption {
    @Option(
            names = "--classpath",
            paramLabel = "JARS",
            defaultValue = "",
            description = "Your own jars with workloads, transports or protocols.")
    private String classpath;

    /// As it was typed; empty if it was not.
    String text() {
        return classpath;
    }

    /// Those that it names, each of which is there.
    UserJars jars() {
        return UserJars.of(classpath);
    }

    /// Finds our classes and theirs.
    /// @param told takes a line about each of theirs that cannot be used
    ClassLoader loader(Consumer<String> told) {
        return jars().loader(told);
    }
}
