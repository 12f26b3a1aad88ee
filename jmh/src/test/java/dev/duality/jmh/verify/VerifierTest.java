// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.verify;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.load.KernelFixture;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.verify.VerificationResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever a stranger's workload does, it has its own line, and the next one goes on; in real JVMs.
class VerifierTest {
    @TempDir
    Path folder;

    private List<String> verify(String fault, Duration timeout, int owners, String... substrates)
            throws IOException, InterruptedException {
        return verify(Map.of("fault", fault), timeout, owners, substrates);
    }

    private List<String> verify(Map<String, String> values, Duration timeout, int owners, String... substrates)
            throws IOException, InterruptedException {
        Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve(Workload.class.getName()), Unruly.class.getName());
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + folder.resolve("classes");
        VerifyOrder order = new VerifyOrder(
                "unruly",
                List.of(substrates),
                List.of(2),
                values,
                Optional.empty(),
                owners,
                1,
                20_000,
                3,
                Placement.THREADS,
                List.of());
        return verify(order, timeout, classPath);
    }

    private static List<String> verify(VerifyOrder order, Duration timeout, String classPath)
            throws InterruptedException {
        List<String> lines = new ArrayList<>();
        try (Verifier verifier =
                new Verifier(classPath, List.of("-XX:TieredStopAtLevel=1"), new Verifier.Limits(timeout, 96))) {
            verifier.run(
                    order,
                    finding -> lines.add("%s %s %s"
                            .formatted(
                                    finding.subject().map(Subject::name).orElse(""),
                                    finding.kind().label(),
                                    String.join(" | ", finding.lines()))));
        }
        return lines;
    }

    private static void assertStarts(String start, String line) {
        assertTrue(line.startsWith(start), line);
    }

    @Test
    void aSideThatHangsOrKeepsMemoryOrEndsItsJvmHasItsLineAndTheNextGoesOn() throws Exception {
        List<String> lines = verify(
                "none",
                Duration.ofSeconds(8),
                1,
                "shm:a-hangs",
                "shm:b-keeps",
                "shm:c-exits",
                "shm:d-halts",
                "shm:e-goes-on",
                "shm:own");

        assertAll(
                () -> assertEquals(6, lines.size(), lines::toString),
                () -> assertStarts(
                        "shm:a-hangs TIMEOUT no end within 8 s while it is compared operation by operation; it hangs,",
                        lines.get(0)),
                () -> assertStarts("shm:b-keeps MEMORY more than 96 MiB while it is compared op", lines.get(1)),
                () -> assertStarts("shm:c-exits EXITED dev.duality.jmh.verify.Unruly$", lines.get(2)),
                () -> assertTrue(lines.get(2).contains(".call ended its JVM by System.exit while it is"), lines.get(2)),
                () -> assertStarts("shm:d-halts EXITED its JVM ended with status 0, as Runtime.halt", lines.get(3)),
                () -> assertStarts("shm:e-goes-on agrees ", lines.get(4)),
                () -> assertEquals(
                        "shm:own agrees 20,000 one by one, 40,000 by 2 workers at once, 40,000 in a load; 3 histories linearizable",
                        lines.get(5)));
    }

    @Test
    void whatASidePrintsIsNoAnswer() throws Exception {
        List<String> lines = verify("none", Duration.ofSeconds(60), 1, "shm:i-forges", "shm:own");

        assertAll(
                () -> assertEquals(2, lines.size(), lines::toString),
                () -> assertStarts("shm:own agrees ", lines.get(1)),
                () -> assertStarts("shm:i-forges DIFFERS after 20000 operations the state's digest", lines.get(0)));
    }

    /// Whatever it throws, an error or our own word for a user's slip: the values were right for all the others.
    @Test
    void aSideThatThrowsHasFailedAndTheNextGoesOn() throws Exception {
        List<String> lines =
                verify("none", Duration.ofSeconds(60), 1, "shm:f-throws", "shm:g-asserts", "shm:h-refuses", "shm:own");

        assertAll(
                () -> assertEquals(4, lines.size(), lines::toString),
                () -> assertEquals("shm:f-throws FAILED my file is 'x', but must be 'y'", lines.get(0)),
                () -> assertStarts("shm:g-asserts FAILED it failed: java.lang.AssertionError: no place", lines.get(1)),
                () -> assertEquals("shm:h-refuses FAILED my folder is 'x', but must be 'y'", lines.get(2)),
                () -> assertStarts("shm:own agrees ", lines.get(3)));
    }

    @Test
    void partiesInProcessesAreComparedInTheSameWayAndWhatCannotBeThereIsSkipped() throws Exception {
        List<String> lines = verify(
                new VerifyOrder(
                        "counter",
                        List.of("shm:lockfree", "messaging:ring", "shm:combining"),
                        List.of(2),
                        Map.of(),
                        Optional.empty(),
                        1,
                        1,
                        200,
                        2,
                        Placement.PROCESSES,
                        List.of()),
                Duration.ofSeconds(100),
                System.getProperty("java.class.path"));

        String agrees = " agrees 200 one by one, 400 by 2 workers at once, 400 in a load; 2 histories linearizable";
        assertEquals(3, lines.size(), lines::toString);
        assertTrue(lines.contains("shm:lockfree" + agrees), lines::toString);
        assertTrue(lines.contains("messaging:ring" + agrees), lines::toString);
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.startsWith(
                                "shm:combining skipped --placement processes needs state or channels that")),
                lines::toString);
    }

    /// Once, and not by each of some twenty sides.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec-hangs   | TIMEOUT no end within 8 s while the specification is tried alone",
                "spec-keeps   | MEMORY more than 96 MiB while the specification is tried alone",
                "spec-refuses | slip folder x has no text; name another one",
                "spec-draws   | DIFFERS the specification is not deterministic: after the same operations the digest is ",
                "script-draws | DIFFERS the script of worker 0 is another when it is asked for again, #0 kind 0 (",
                "whole-job    | DIFFERS the scripts of 2 workers have 80,000 operations together, but that of one alone",
                "not-apart    | DIFFERS the workload says that its state comes apart (partitioned), and it does not",
            })
    void whatIsWrongWithTheSpecificationIsToldOfOnce(String fault, String said) throws Exception {
        List<String> lines = verify(fault, Duration.ofSeconds(fault.equals("spec-hangs") ? 8 : 60), 1);

        assertEquals(1, lines.size(), lines::toString);
        assertStarts("specification " + said, lines.getFirst());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "racy-1000    | DIFFERS after all workers the state's digest is ",
                "racy-10000   | DIFFERS after all workers the state's digest is ",
                "idle         | DIFFERS after 20000 operations the state's digest is ",
                "says-nothing | UNKNOWN workload unruly says neither commutes nor invariant, so what 2 workers leave cannot",
            })
    void aDisguisedMistakeIsFoundAtTheDefaults(String fault, String said) throws Exception {
        List<String> lines = verify(fault, Duration.ofSeconds(60), 1, "shm:own");

        assertEquals(1, lines.size(), lines::toString);
        assertStarts("shm:own " + said, lines.getFirst());
    }

    /// Before it times anything, of every cell, and without blaming its side.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec-draws   | the specification is not deterministic",
                "script-draws | the script of worker 0 is another",
                "whole-job    | the scripts of 2 workers have 80,000 operations",
                "not-apart    | the workload says that its state comes apart",
            })
    void aForkTellsOfItToo(String fault, String said) {
        Workload unruly = new Unruly();
        Setting setting =
                Setting.of(unruly, Values.of(unruly, Map.of("fault", fault))).withWorkers(2);
        KernelFixture fixture = new KernelFixture(unruly, unruly.sides().getLast(), setting);

        VerificationResult.Differs differs = assertInstanceOf(VerificationResult.Differs.class, fixture.verify(5_000));
        assertStarts(said, differs.difference());
    }

    @Test
    void whatAJobHasNoMoreOfIsSaidAndTheLoadGoesOn() throws Exception {
        List<String> lines =
                verify(Map.of("operations", "100"), Duration.ofSeconds(60), 2, "messaging:ring", "shm:own");

        assertEquals(
                List.of(
                        "shm:own agrees 200 of 20,000 one by one, 100 of 40,000 by 2 workers at once (the job has no more), 40,000 in a load; 3 histories linearizable",
                        "messaging:ring agrees 200 of 20,000 one by one, 100 of 40,000 by 2 workers at once (the job has no more), 40,000 in a load; 3 histories linearizable"),
                lines);
    }
}
