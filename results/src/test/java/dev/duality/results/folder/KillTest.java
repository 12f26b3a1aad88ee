// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
    private static final Cell CELL = Samples.cell("counter", "shm:lockfree", 1, 0);

    @TempDir
    Path temporary;

    @Test
    void aKilledRunHoldsEveryRecordThatItsWriterSaidItAdded() throws IOException, InterruptedException {
        Path folder = temporary.resolve("run");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = writer.inputReader()) {
            for (int fork = 1; fork <= 20; fork++) {
                assertEquals("added " + fork, said.readLine());
            }
        } finally {
            writer.destroyForcibly().waitFor(); // kill -9, in the middle of whatever it does
        }

        Run run = RunFolder.open(folder).run();

        assertEquals(Status.RUNNING, run.status());
        assertTrue(run.records().size() >= 20);
        List<Integer> forks = run.records().stream().map(CellRecord::fork).toList();
        assertEquals(
                java.util.stream.IntStream.rangeClosed(1, forks.size()).boxed().toList(), forks);
    }

    /// Adds records until it is killed.
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            RunFolder folder = RunFolder.create(Path.of(args[0]), Samples.run(2, List.of(CELL)));
            for (int fork = 1; ; fork++) {
                folder.add(Samples.record(CELL, fork, Samples.measured(Samples.closed(1e6, 1))));
                System.out.println("added " + fork);
            }
        }
    }
}
