// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.ring.RingTransport;
import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import dev.duality.shm.Region;
import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.Caller;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MigrationWorkloadTest implements WorkloadContract {
    private final MigrationWorkload workload = new MigrationWorkload();
    private final Payload none = new Payload(0);

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "300", "processes", "2", "calls", "20", "signals", "40"),
                Map.of("operations", "301", "processes", "5", "files", "0", "pages", "0", "touch", "none"),
                Map.of("operations", "302", "mix", "joint", "pages", "3", "calls", "2"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(String... given) {
        Map<String, String> values = new HashMap<>(Map.of("processes", "3", "operations", "1000"));
        for (int i = 0; i < given.length; i += 2) {
            values.put(given[i], given[i + 1]);
        }
        return Setting.of(workload, Values.of(workload, values));
    }

    private long ask(Specification processes, int kind, long process, long b) {
        return processes.apply(kind, process, b, none);
    }

    @Test
    void aSignalIsTakenOnceWhetherItsProcessMovesBeforeOrAfterSomebodyAsks() {
        Specification processes = workload.specification(setting());
        ask(processes, MigrationWorkload.SIGNAL, 1, 0);
        ask(processes, MigrationWorkload.SIGNAL, 1, 0);

        assertEquals(2, ask(processes, MigrationWorkload.STATUS, 1, MigrationWorkload.SIGNALS));
        ask(processes, MigrationWorkload.VISIT, 1, 7);
        ask(processes, MigrationWorkload.VISIT, 1, 8);
        assertEquals(2, ask(processes, MigrationWorkload.STATUS, 1, MigrationWorkload.SIGNALS));
        assertEquals(0, ask(processes, MigrationWorkload.STATUS, 2, MigrationWorkload.SIGNALS));
    }

    @Test
    void whoAProcessIsDoesNotChangeWhateverItDoes() {
        Specification processes = workload.specification(setting());
        long before = ask(processes, MigrationWorkload.STATUS, 1, MigrationWorkload.IDENTITY);
        for (int draw = 0; draw < 100; draw++) {
            ask(processes, MigrationWorkload.VISIT, 1, draw);
        }

        assertEquals(before, ask(processes, MigrationWorkload.STATUS, 1, MigrationWorkload.IDENTITY));
        assertNotEquals(before, ask(processes, MigrationWorkload.STATUS, 0, MigrationWorkload.IDENTITY));
    }

    @Test
    void anImageIsTheSameBehindAMessageAndAnotherSizeIsRefused() {
        ImageGeometry geometry = new ImageGeometry(3, 2);
        Image sent = new Image(Region.allocate(geometry.memoryBytes()), 0, geometry);
        Image came = new Image(Region.allocate(geometry.memoryBytes()), 0, geometry);
        sent.begin(4);
        sent.read(2, 1000);
        sent.touch(1, 63);
        sent.take(5);
        sent.forked();
        sent.told(40);
        Payload message = new Payload(geometry.messageBytes());
        sent.encapsulate(message);
        came.deencapsulate(message);

        assertEquals(sent.digest(5), came.digest(5));
        assertEquals(1000, came.position(2));
        assertEquals(2, came.alarms());
        Image small = new Image(Region.allocate(geometry.memoryBytes()), 0, new ImageGeometry(3, 1));
        assertThrows(IllegalStateException.class, () -> small.deencapsulate(message));
    }

    @Test
    void whatAStreamAnswersAddsUpHoweverItIsReadInPieces() {
        ImageGeometry geometry = new ImageGeometry(1, 0);
        Image one = new Image(Region.allocate(geometry.memoryBytes()), 0, geometry);
        Image other = new Image(Region.allocate(geometry.memoryBytes()), 0, geometry);

        assertEquals(one.read(0, 100) + one.read(0, 900), other.read(0, 1000));
        assertEquals(1000, other.position(0));
        assertEquals(0 + 1 + 2, new Image(Region.allocate(geometry.memoryBytes()), 0, geometry).read(0, 3));
    }

    @Test
    void callsAreAsOftenForwardedAsSpritesAre() {
        long[] asked = new long[2];
        Home home = new Home() {
            @Override
            public long tick(int process) {
                return asked[0]++;
            }

            @Override
            public long fork(int process) {
                return asked[1]++;
            }
        };
        ImageGeometry geometry = new ImageGeometry(4, 1);
        Image image = new Image(Region.allocate(geometry.memoryBytes()), 0, geometry);
        new Visit(setting("calls", "10000")).run(image, 0, 1, home);

        assertEquals(10_000 * 11 / 106.0, (double) asked[0], 120);
        assertEquals(10_000 * 4 / 106.0, (double) asked[1], 80);
    }

    @Test
    void onTheMessageSideAVisitTakesTwoMovesOfAllItsBytesAndACallHomeForEachForwardedCall() {
        Side ring = side("messaging:ring");
        Setting setting = setting("mix", "forwarded", "calls", "5", "signals", "0");
        try (Kernel kernel = ring.open(setting)) {
            kernel.start(Thread::new);
            Caller caller = kernel.caller(0);
            caller.call(MigrationWorkload.VISIT, 1, 3, none);
            caller.call(MigrationWorkload.VISIT, 2, 3, none);

            assertEquals(2, kernel.counts().get("moves"));
            assertEquals(0, kernel.counts().get("waits"));
        }
        assertEquals(0, workload.payloadBytes(setting.values()), "operations carry nothing");
        assertTrue(ring.rejects(setting.withWindow(4)).orElse("").endsWith("use window 1"));
    }

    private Side side(String substrate) {
        return workload.sides(List.of(new RingTransport())).stream()
                .filter(side -> side.substrate().equals(substrate))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMoveIsCountedWhereAnotherWorkerHasTheProcess() {
        try (Kernel kernel = new HandoverSide().open(setting().withWorkers(2))) {
            Caller one = kernel.caller(0);
            Caller other = kernel.caller(1);
            one.call(MigrationWorkload.VISIT, 1, 3, none);
            one.call(MigrationWorkload.VISIT, 1, 4, none);
            other.call(MigrationWorkload.VISIT, 1, 5, none);

            assertEquals(Map.of("moves", 2L, "waits", 0L), kernel.counts());
        }
    }

    private static Script script() {
        return Script.builder()
                .add(MigrationWorkload.SIGNAL, 1, 0)
                .add(MigrationWorkload.VISIT, 1, 9)
                .add(MigrationWorkload.SIGNAL, 1, 0)
                .build();
    }

    /// The violation if one answer about process 1 is another by one.
    private Optional<String> violation(long changed) {
        Setting setting = setting();
        Specification right = workload.specification(setting);
        for (int i = 0; i < script().size(); i++) {
            ask(right, script().kind(i), script().a(i), script().b(i));
        }
        Procedure kernel = (kind, process, which, payload) ->
                right.apply(kind, process, which, payload) + (process == 1 && which == changed ? 1 : 0);
        return workload.violation(new FinalState(setting, List.of(script()), List.of(new long[3]), 0, kernel));
    }

    @Test
    void whatIsWrongNamesTheProcess() {
        assertEquals(Optional.empty(), violation(-1));
        assertEquals(Optional.of("process 1 is another one than it was"), violation(MigrationWorkload.IDENTITY));
        assertEquals(Optional.of("process 1 was sent 2 signals, but has 3"), violation(MigrationWorkload.SIGNALS));
        assertEquals(
                Optional.of("process 1 has 1 children more than its home knows of"),
                violation(MigrationWorkload.CHILDREN));
        String stream = violation(MigrationWorkload.POSITION + 2).orElse("");
        assertTrue(stream.matches("stream 2 of process 1 is at \\d+, but should be at \\d+"), stream);
    }

    @Test
    void afterALoadAProcessThatIsAnotherIsNamed() {
        Setting setting = setting();
        Procedure kernel = (_, process, which, _) -> process == 2 && which == MigrationWorkload.CHILDREN
                ? 3
                : new Processes(setting).apply(MigrationWorkload.STATUS, process, which, none);

        assertEquals(
                Optional.of("process 2 has 3 children more than its home knows of"),
                workload.invariant(setting).orElseThrow().violation(new AfterLoad(setting, List.of(), 0, kernel)));
    }

    @Test
    void noOtherOperationIsThere() {
        assertThrows(IllegalArgumentException.class, () -> ask(workload.specification(setting()), 3, 0, 0));
    }
}
