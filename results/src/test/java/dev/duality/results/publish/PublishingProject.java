// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import dev.duality.results.Cell;
import dev.duality.results.Commit;
import dev.duality.results.Jvm;
import dev.duality.results.Machine;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Status;
import dev.duality.results.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A project into which runs are published.
abstract class PublishingProject {
    static final Cell LOCK = Samples.cell("rpc", "shm:lock", 2, 0);
    static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);

    static final String MARKERS = "above\n<!-- duality publish: begin -->\n<!-- duality publish: end -->\nbelow\n";

    @TempDir
    Path folder;

    Path project;
    PublishedRuns published;

    @BeforeEach
    void project() throws IOException {
        project = folder.resolve("project");
        Files.createDirectories(project.resolve("results"));
        Files.writeString(project.resolve("README.md"), MARKERS);
        Files.writeString(project.resolve("results/README.md"), MARKERS);
        published = new PublishedRuns(project);
    }

    static Run fit() {
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING)), 200, 205, 202);
        run = Samples.withForks(run, LOCK, 4e6, 4.1e6, 3.9e6, 4e6, 4.05e6, 4e6);
        return Samples.withForks(run, RING, 2e6, 2.1e6, 1.9e6, 2e6, 2.05e6, 2e6);
    }

    static Run ended(Run run) {
        return run.finish(Status.COMPLETE, Samples.START.plusSeconds(100));
    }

    RunFolder kept(String name, Run run) {
        return RunFolder.create(folder.resolve(name), run);
    }

    static Run with(Run run, Instant started, String command, Commit commit, UnaryOperator<Machine> machine, Jvm jvm) {
        return new Run(
                run.schema(),
                run.id(),
                started,
                run.finished(),
                run.status(),
                command,
                run.preset(),
                run.seed(),
                commit,
                machine.apply(run.machine()),
                jvm,
                run.plan(),
                run.floors(),
                run.records());
    }

    static Run later(Run run, int days, int cores) {
        return with(
                run,
                Samples.START.plusSeconds(86_400L * days),
                run.command(),
                run.commit(),
                _ -> Samples.machine(cores),
                run.jvm());
    }

    List<String> spokenAgainst(Run run, Map<String, String> explanations) {
        RunFolder kept = kept("run" + System.identityHashCode(run), run);
        return PublicationCheck.of(kept.path(), explanations).items().stream()
                .filter(item -> !item.good())
                .map(item -> item.subject() + ": " + item.text())
                .toList();
    }

    static String name(String cpu) {
        Machine machine = Samples.machine(2);
        Run run = ended(fit());
        return PublishedRun.nameOf(with(
                run,
                run.started(),
                run.command(),
                run.commit(),
                _ -> new Machine(
                        cpu,
                        2,
                        machine.allowedCpus(),
                        0,
                        machine.topology(),
                        machine.caches(),
                        machine.governor(),
                        machine.clockSource(),
                        machine.virtualisation(),
                        machine.kernel(),
                        machine.architecture(),
                        machine.memoryBytes()),
                run.jvm()));
    }
}
