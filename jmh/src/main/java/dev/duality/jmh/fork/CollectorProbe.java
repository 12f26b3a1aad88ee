// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.cell.Collector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A JVM that starts with a collector and ends: some are built without one of them, and have its flag all the same.
public final class CollectorProbe {
    private CollectorProbe() {}

    /// The reason why the JVMs of forks cannot have one of these collectors, and what to do about it; empty if they
    /// can.
    public static Optional<String> unavailable(Collection<Collector> collectors) {
        return collectors.stream()
                .distinct()
                .flatMap(collector -> unavailable(collector, List.of(collector.flag())).stream())
                .findFirst();
    }

    /// @param flags that the collector is asked for by
    static Optional<String> unavailable(Collector collector, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-version");
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of("this JVM has no collector %s: %s; leave it out of --collector, or take another JDK"
                            .formatted(collector.label(), reason(said)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a JVM with " + collector.flag() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a JVM was asked for its collector", e);
        }
    }

    /// The first line in which a JVM says why it does not start.
    private static String reason(String said) {
        return said.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("Picked up "))
                .findFirst()
                .map(line -> line.endsWith(".") ? line.substring(0, line.length() - 1) : line)
                .orElse("it does not start with it");
    }
}
