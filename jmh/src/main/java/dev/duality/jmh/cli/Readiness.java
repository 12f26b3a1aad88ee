// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.JvmFlags;
import dev.duality.jmh.fork.CollectorProbe;
import dev.duality.jmh.fork.Hosts;
import dev.duality.jmh.plan.Plan;
import dev.duality.jmh.profile.Profiler;
import dev.duality.jmh.run.MachineLock;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.results.Run;
import dev.duality.results.folder.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that a run needs before its first fork, looked at before anything is made. A dry run asks for the same.
///
/// @param out the folder that was asked for
record Readiness(Plan plan, Optional<Profiler> profiler, Optional<Hosts> places, Optional<Path> out) {
    /// The folder of runs that nobody named.
    static final Path RUNS = Path.of("runs");

    /// The reason why this machine cannot measure it, and what to do about it; empty if it can.
    /// @param loader of the jars that were given
    Optional<String> unavailable(ClassLoader loader) {
        return profiler.flatMap(asked -> asked.unavailable(loader))
                .or(() -> places.flatMap(Hosts::unavailable))
                .or(this::collectorUnavailable);
    }

    /// A JVM is started for none that is known to be there: another run may be measuring now.
    private Optional<String> collectorUnavailable() {
        return CollectorProbe.unavailable(plan.collectors().stream()
                .filter(collector -> !collector.isKnownToBeBuiltIn())
                .toList());
    }

    /// The flags of its forks, beside those that all forks have.
    List<String> flags() {
        return Stream.concat(
                        JvmFlags.archive().stream(),
                        profiler.map(Profiler::flags).stream().flatMap(List::stream))
                .toList();
    }

    /// Looks at the places where it writes.
    /// @param begun the run, as it would be kept
    /// @throws RuntimeException as the run itself would, if one of them cannot be had
    void require(Run begun) {
        RunFolder.requireNames(begun);
        out.ifPresentOrElse(RunFolder::requireFree, () -> RunFolder.requireFreeIn(RUNS));
        ScratchFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "fork")
                .close();
        MachineLock.require();
    }
}
