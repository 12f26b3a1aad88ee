// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fault;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.cell.Pairs;
import dev.duality.jmh.floor.FloorCheck;
import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.fork.Forker;
import dev.duality.jmh.load.LoadShape;
import dev.duality.jmh.load.Strange;
import dev.duality.jmh.load.Unreliable;
import dev.duality.jmh.machine.doctor.MachineCheck;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.plan.Plan;
import dev.duality.jmh.progress.Progress;
import dev.duality.jmh.progress.Step;
import dev.duality.jmh.progress.Terminal;
import dev.duality.jmh.run.Execution;
import dev.duality.messaging.Transport;
import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Commit;
import dev.duality.results.ContractRecord;
import dev.duality.results.Jvm;
import dev.duality.results.Load;
import dev.duality.results.Outcome;
import dev.duality.results.ParameterValue;
import dev.duality.results.RowClass;
import dev.duality.results.Run;
import dev.duality.results.Status;
import dev.duality.results.folder.RunFolder;
import dev.duality.workloads.Workload;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cells whose workload throws, hangs or asks for what there is not, in real forks, and a good one behind them.
class FaultyForkTest {
    @TempDir
    Path folder;

    private RunFolder kept;
    private String said;

    @Test
    void aCellWhoseCodeFailsHasTheReasonAndTheNextOneGoesOn() throws IOException {
        run(
                Forker.Patience.LONG,
                faulty("throws", "shm:lock", 0),
                faulty("throws", "messaging:ring", 0),
                faulty("words", "shm:mailbox", 0),
                faulty("kind", "shm:combining", 0),
                faulty("payload", "messaging:ring", 0),
                faulty("counts", "shm:lock", 1_000),
                faulty("keeps", "messaging:ring", 0),
                faulty("none", "shm:lock", 1_000));

        assertAll(
                () -> assertTrue(reason("throws", "shm:lock").endsWith("the sum ran over"), said),
                () -> assertEquals(
                        "a thread of the kernel failed: java.lang.IllegalStateException: the sum ran over",
                        reason("throws", "messaging:ring")),
                () -> assertEquals(
                        "a thread of the kernel failed: java.lang.IllegalStateException: many words?",
                        reason("words", "shm:mailbox")),
                () -> assertTrue(reason("kind", "shm:combining").endsWith("a sum has no operation 7"), said),
                () -> assertEquals(
                        "verification: the script of worker 0 has a payload of 16 bytes, but payloadBytes of faulty is 8",
                        reason("payload", "messaging:ring")),
                () -> assertEquals(
                        "a thread of the kernel failed: java.lang.IllegalStateException: nobody counted",
                        reason("counts", "shm:lock")),
                () -> assertSays("out of memory in the fork (Java heap space): ", reason("keeps", "messaging:ring")),
                () -> assertTrue(outcome("none", "shm:lock") instanceof Outcome.Measured, said),
                () -> assertEquals(Status.COMPLETE, kept.run().status()),
                () -> assertEquals(
                        7,
                        said.lines().filter(line -> line.contains(" failed: ")).count(),
                        said));
    }

    /// Right while they are verified, and wrong once the clock runs.
    @Test
    void strangersThatAreWrongWhileTheyAreMeasuredHaveNoRow() throws IOException {
        run(
                Forker.Patience.LONG,
                strange("shm:idle", 1),
                strange("shm:racy", 2),
                strange("messaging:unreliable-corrupts", 1),
                strange("messaging:unreliable-doubles", 1),
                strange("messaging:unreliable-nothing", 1));

        assertAll(
                () -> assertSays("wrong after the closed loop: the answers to ", strangeReason("shm:idle")),
                () -> assertSays("its answer is that of operation 9,999", strangeReason("shm:idle")),
                () -> assertSays(
                        "not verified after the closed loop: workload strange says neither commutes nor invariant",
                        strangeReason("shm:racy")),
                () -> assertSays(
                        "wrong after the closed loop: the answers to ", strangeReason("messaging:unreliable-corrupts")),
                () -> assertSays(
                        "1 bytes of its payload are others, from byte 99 on",
                        strangeReason("messaging:unreliable-corrupts")),
                () -> assertSays("came twice: a message was doubled", strangeReason("messaging:unreliable-doubles")),
                () -> assertEquals("it did not fail", strangeReason("messaging:unreliable-nothing")));
    }

    private static void assertSays(String part, String reason) {
        assertTrue(reason.contains(part), reason);
    }

    private String strangeReason(String substrate) {
        return reason(outcomes("strange/" + substrate + "/").getLast());
    }

    private static Plan.Planned strange(String substrate, int workers) {
        return planned(
                "strange/" + substrate + "/w" + workers,
                "strange",
                substrate,
                workers,
                100,
                Map.of(),
                new ClosedLoad.Times(1, 200, 1, 300, false),
                List.of(1_000.0));
    }

    @Test
    void aForkHasTheFloorAroundEachOfItsLoadsAndSoHasT1() throws IOException {
        assumeTrue(
                FloorCheck.unavailable().isEmpty()
                        && !Affinity.ofThisMachine().allowed().isEmpty(),
                "needs two CPUs with numbers");
        run(Forker.Patience.LONG, faulty("none", "shm:lock", 1_000), alone());

        Outcome.Measured kernel =
                (Outcome.Measured) outcomes(id("none", "shm:lock")).getFirst(); // has all loads
        assertTrue(kernel.closed().orElseThrow().probes().isPresent(), said);
        assertTrue(kernel.open().getFirst().probes().isPresent(), said);
        assertTrue(kernel.job().orElseThrow().probes().isPresent(), said);
        Outcome.Measured t1 = (Outcome.Measured) outcome("none", Cell.PLAIN);
        assertTrue(t1.closed().isEmpty());
        assertTrue(t1.job().orElseThrow().probes().isPresent(), said);
        assertTrue(t1.pinned(), said);
    }

    @Test
    void aProfilerThatFailsIsToldOfAndItsCellIsMeasuredAllTheSame() throws IOException {
        run(
                List.of("-XX:TieredStopAtLevel=1", Jvm.PROFILER + "async:event=cpu"), // whose jar is not there
                Forker.Patience.LONG,
                faulty("none", "shm:lock", 0));

        assertTrue(outcome("none", "shm:lock") instanceof Outcome.Measured, said);
        assertSays(id("none", "shm:lock") + " has no profile: java.lang.ClassNotFoundException: one.profiler", said);
        assertFalse(Files.exists(kept.path().resolve("profiles")));
    }

    @Test
    void aCellThatHangsIsEndedAndWhatItsThreadsDidIsKept() throws IOException {
        run(new Forker.Patience(1, 9_000), faulty("hangs", "shm:mailbox", 0));

        Outcome.Failed failed = (Outcome.Failed) outcome("hangs", "shm:mailbox");
        String log = Files.readString(kept.file(failed.log().orElseThrow()));
        assertTrue(failed.reason().matches("no end after \\d+ s; the log has a dump of its threads"), failed.reason());
        assertTrue(log.contains("Full thread dump"), log);
        assertTrue(log.contains("\"server-0\""), log);
    }

    @Test
    void aForkThatCannotStartSaysWhy() throws IOException {
        run(List.of("-XX:+NoSuchFlag"), Forker.Patience.LONG, faulty("none", "shm:lock", 0));

        String reason = reason("none", "shm:lock");
        assertTrue(reason.startsWith("the fork ended with status 1 and no report; it said: "), reason);
        assertTrue(reason.contains("Unrecognized VM option 'NoSuchFlag'"), reason);
    }

    /// Neither Ctrl-C nor somebody who ends the run: the fork's code, or a daemon that makes room.
    @Test
    void aForkThatEndsAsIfItWereInterruptedFailsItsCellAlone() throws IOException {
        run(Forker.Patience.LONG, faulty("exits", "shm:lock", 0), faulty("none", "shm:lock", 0));

        String reason = reason("exits", "shm:lock");
        assertTrue(reason.matches("dev\\.duality\\.jmh\\.fault\\.Faulty.* ended the fork by System.exit"), reason);
        assertTrue(outcome("none", "shm:lock") instanceof Outcome.Measured, said);
        assertEquals(Status.COMPLETE, kept.run().status());
    }

    /// It stands behind ours on the class path, and nothing of ours initialises it.
    @Test
    void aClassThatEndsItsJvmWhenItIsInitialisedFailsItsOwnCellAlone() throws IOException {
        run(
                Forker.Patience.LONG,
                planned(
                        "counter/shm:lock/w1",
                        "counter",
                        "shm:lock",
                        1,
                        0,
                        Map.of(),
                        new ClosedLoad.Times(1, 10, 1, 10, false),
                        List.of()),
                planned(
                        "exiting/shm:lock/w1",
                        "exiting",
                        "shm:lock",
                        1,
                        0,
                        Map.of(),
                        new ClosedLoad.Times(1, 10, 1, 10, false),
                        List.of()));

        assertEquals(
                List.of("measured", Exiting.class.getName() + ".<clinit> ended the fork by System.exit"),
                kept.run().records().stream()
                        .map(record ->
                                record.outcome() instanceof Outcome.Failed(String reason, _) ? reason : "measured")
                        .distinct() // one that was measured while the machine moved is measured again
                        .toList(),
                said);
    }

    /// A report that is a pipe would be waited for.
    @Test
    void aReportThatIsNoFileFailsItsCell() throws IOException {
        run(Forker.Patience.LONG, faulty("pipes", "shm:lock", 0));

        String reason = reason("pipes", "shm:lock");
        assertTrue(reason.contains("it is a pipe, a device or a socket, but must be a file"), reason);
    }

    /// The last one: what was measured before a failure stands before it.
    private Outcome outcome(String fault, String substrate) {
        return outcomes(id(fault, substrate)).getLast();
    }

    private List<Outcome> outcomes(String cell) {
        return kept.run().records().stream()
                .filter(record -> record.cell().startsWith(cell))
                .map(CellRecord::outcome)
                .toList();
    }

    private String reason(String fault, String substrate) {
        return reason(outcome(fault, substrate));
    }

    private static String reason(Outcome outcome) {
        return outcome instanceof Outcome.Failed(String reason, _) ? reason : "it did not fail";
    }

    private void run(Forker.Patience patience, Plan.Planned... cells) throws IOException {
        run(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"), patience, cells);
    }

    private void run(List<String> flags, Forker.Patience patience, Plan.Planned... cells) throws IOException {
        Path services = folder.resolve("classes/META-INF/services");
        Files.createDirectories(services);
        Files.writeString(
                services.resolve(Workload.class.getName()),
                Stream.of(Faulty.class, Strange.class, Exiting.class)
                        .map(Class::getName)
                        .collect(Collectors.joining("\n")));
        Files.writeString(
                services.resolve(Transport.class.getName()),
                Stream.of(Unreliable.Corrupting.class, Unreliable.Doubling.class, Unreliable.Sound.class)
                        .map(Class::getName)
                        .collect(Collectors.joining("\n")));
        Plan plan = new Plan(List.of(cells), List.of(), 1, 1, 10, Duration.ofMinutes(5), Duration.ofMinutes(5));
        kept = RunFolder.create(
                folder.resolve("run"),
                Run.begin(
                        "faults",
                        Instant.EPOCH,
                        "none",
                        "quick",
                        1,
                        new Commit("unknown", false),
                        MachineCheck.read(Affinity.ofThisMachine()),
                        new Jvm("25", "unknown", "unknown", List.of()),
                        plan.cells().stream().map(Plan.Planned::cell).toList()));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + folder.resolve("classes");
        try (Forker forker = new Forker(classPath, flags, patience);
                Progress progress = Progress.of(
                        plan.steps().stream()
                                .map(step -> new Step(step.name(), Duration.ZERO))
                                .toList(),
                        new Terminal(false, false, 80, false),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        System::nanoTime)) {
            new Execution(plan, kept, forker, InstantSource.system(), OptionalDouble.empty()).run(progress);
        }
        said = err.toString(StandardCharsets.UTF_8);
    }

    private static String id(String fault, String substrate) {
        return "faulty/" + substrate + "/w1/" + fault;
    }

    private static Plan.Planned alone() {
        return new Plan.Planned(
                new Cell(
                        id("none", Cell.PLAIN),
                        "faulty",
                        Cell.PLAIN,
                        RowClass.IN_PLACE,
                        1,
                        0,
                        false,
                        Cell.NO_WAIT,
                        8,
                        1,
                        Map.of("fault", new ParameterValue("none", "")),
                        List.of(new Load.Job(12_000)),
                        ContractRecord.sharedState(ContractRecord.WHOLE),
                        OptionalDouble.empty()),
                new ForkOrder.Plain(CellSpec.parse("workload=faulty;on=plain:specification;set=fault=none")));
    }

    private static Plan.Planned faulty(String fault, String substrate, double rate) {
        return planned(
                id(fault, substrate),
                "faulty",
                substrate,
                1,
                8,
                Map.of("fault", fault),
                new ClosedLoad.Times(1, 10, 1, 10, false),
                rate == 0 ? List.of() : List.of(rate));
    }

    private static Plan.Planned planned(
            String id,
            String workload,
            String substrate,
            int workers,
            int payloadBytes,
            Map<String, String> set,
            ClosedLoad.Times times,
            List<Double> rates) {
        Map<String, ParameterValue> parameters = set.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, pair -> new ParameterValue(pair.getValue(), "")));
        return new Plan.Planned(
                new Cell(
                        id,
                        workload,
                        substrate,
                        RowClass.SERVED,
                        workers,
                        1,
                        false,
                        "yield",
                        payloadBytes,
                        1,
                        parameters,
                        List.of(new Load.Closed()),
                        ContractRecord.sharedState(ContractRecord.WHOLE),
                        OptionalDouble.empty()),
                new ForkOrder.Kernel(
                        CellSpec.of(Map.of(
                                "workload",
                                workload,
                                "on",
                                substrate,
                                "wait",
                                "yield",
                                "workers",
                                Integer.toString(workers),
                                "set",
                                Pairs.text(set))),
                        100,
                        times,
                        new ForkOrder.Open(LoadShape.STEADY, rates, List.of(), 20, 0),
                        1));
    }
}
