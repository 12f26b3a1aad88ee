// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.verify;

import dev.duality.messaging.folder.ScratchFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Compares the sides of workloads in JVMs beside ours, one after the other, each within a time and a memory. What does
/// not end within them has its own line, and the next goes on.
///
/// - **Threads:** one at a time; files are removed when it is closed, or when our JVM ends.
public final class Verifier implements AutoCloseable {
    /// The limits of one subject.
    ///
    /// @param timeout how long it may take
    /// @param mebibytes how large its JVM's heap may be
    public record Limits(Duration timeout, int mebibytes) {}

    private final ScratchFolder folder = ScratchFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "verify");
    private final String classPath;
    private final List<String> flags;
    private final Limits limits;
    private int count;

    /// @param classPath of the JVMs that compare
    /// @param flags beside ours
    public Verifier(String classPath, List<String> flags, Limits limits) {
        this.classPath = classPath;
        this.flags = List.copyOf(flags);
        this.limits = limits;
    }

    /// Compares what is ordered.
    /// @param hears gets each finding as soon as it is there; of the specification only what is wrong
    /// @throws InterruptedException if the calling thread is interrupted meanwhile
    public void run(VerifyOrder order, Consumer<VerifyFinding> hears) throws InterruptedException {
        Set<Subject> done = new LinkedHashSet<>(order.done());
        while (true) {
            Optional<VerifyFinding> broken;
            Path files = folder.path().resolve(Integer.toString(++count));
            try (Comparing comparing = new Comparing(order.without(done), files, classPath, flags, limits)) {
                broken = comparing.follow(finding -> {
                    finding.subject().ifPresent(done::add);
                    if (finding.kind() != VerifyFinding.Kind.AGREES
                            || !finding.subject().map(Subject::isSpecification).orElse(false)) {
                        hears.accept(finding);
                    }
                });
            }
            if (broken.isEmpty()) {
                return;
            }
            hears.accept(broken.get());
            Optional<Subject> side = broken.get().subject().filter(subject -> !subject.isSpecification());
            if (side.isEmpty()) {
                return; // there is nothing to compare the others with
            }
            done.add(side.get());
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
