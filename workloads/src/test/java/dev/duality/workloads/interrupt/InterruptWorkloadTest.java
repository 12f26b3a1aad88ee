// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.interrupts.timer.Ticker;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.contract.WorkloadContract;
import dev.duality.workloads.verify.Verification;
import dev.duality.workloads.verify.VerificationResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class InterruptWorkloadTest implements WorkloadContract {
    private final InterruptWorkload workload = new InterruptWorkload();

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "400"),
                Map.of("operations", "400", "payload", "100", "rates", "equal", "work", "100", "pace", "50"),
                Map.of("operations", "400", "mode", "polling", "quota", "5", "burst", "7"),
                Map.of("operations", "400", "mode", "polling", "quota", "none", "feedback", "on"),
                Map.of("operations", "400", "mode", "pool", "handlers", "3", "payload", "40"),
                Map.of("operations", "400", "mode", "thread-per-device", "devices", "2"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(String... pairs) {
        Map<String, String> given = new HashMap<>(Map.of("pace", "100"));
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return Setting.of(workload, Values.of(workload, given));
    }

    private Side side(String substrate) {
        return Catalog.load(getClass().getClassLoader()).side(workload, substrate);
    }

    @Test
    void anInterruptDependsOnThoseOfItsDeviceBeforeIt() {
        Specification one = workload.specification(setting());
        Specification other = workload.specification(setting());

        one.apply(InterruptWorkload.RAISE, 0, 1, new Payload(0));
        long second = one.apply(InterruptWorkload.RAISE, 0, 2, new Payload(0));

        assertNotEquals(other.apply(InterruptWorkload.RAISE, 0, 2, new Payload(0)), second);
    }

    @Test
    void interruptsOfDifferentDevicesMayBeHandledInAnyOrder() {
        Specification one = workload.specification(setting());
        Specification other = workload.specification(setting());

        one.apply(InterruptWorkload.RAISE, 0, 1, new Payload(0));
        one.apply(InterruptWorkload.RAISE, 1, 2, new Payload(0));
        other.apply(InterruptWorkload.RAISE, 1, 2, new Payload(0));
        other.apply(InterruptWorkload.RAISE, 0, 1, new Payload(0));

        assertEquals(one.digest(), other.digest());
    }

    @Test
    void digestsOfThePartsAddUpToTheDigestOfTheWhole() {
        Specification whole = workload.specification(setting());
        Specification even = workload.specification(setting());
        Specification odd = workload.specification(setting());
        for (int i = 0; i < 10; i++) {
            whole.apply(InterruptWorkload.RAISE, i % 4, i, new Payload(0));
            (i % 2 == 0 ? even : odd).apply(InterruptWorkload.RAISE, i % 4, i, new Payload(0));
        }

        assertEquals(whole.digest(), even.digest() + odd.digest());
    }

    @Test
    void everyDeviceHasAWorkerOfItsOwnAlsoWhenThereAreMoreWorkersThanDevices() {
        Setting setting = setting("devices", "2", "operations", "2000").withWorkers(5);
        int[] workers = new int[5];
        for (int worker = 0; worker < 5; worker++) {
            Script script = workload.script(setting, worker);
            for (int i = 0; i < script.size(); i++) {
                workers[(int) script.a(i)] |= 1 << worker;
            }
        }

        assertEquals(List.of(1, 2, 4, 8, 16), IntStream.of(workers).boxed().toList());
    }

    @Test
    void theJobIsTheSameHoweverManyWorkersShareIt() {
        Setting setting = setting("operations", "500");
        List<String> alone = lines(setting, 1);

        assertEquals(alone, lines(setting, 2));
        assertEquals(alone, lines(setting, 4));
    }

    private List<String> lines(Setting setting, int workers) {
        List<String> lines = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            Script script = workload.script(setting.withWorkers(workers), worker);
            for (int i = 0; i < script.size(); i++) {
                lines.add(script.a(i) + " " + script.b(i));
            }
        }
        return lines.stream().sorted().toList();
    }

    @Test
    void anInterruptThatIsOvertakenIsAViolation() {
        Setting setting = setting("operations", "40");
        Specification devices = workload.specification(setting);
        Script script = workload.script(setting, 0);
        long[] results = new long[script.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = devices.apply(script.kind(i), script.a(i), script.b(i), new Payload(0));
        }
        assertEquals(Optional.empty(), workload.violation(finalState(setting, script, results)));

        long first = results[0];
        results[0] = results[1];
        results[1] = first;

        assertTrue(workload.violation(finalState(setting, script, results))
                .orElseThrow()
                .startsWith("worker 0: interrupt #0 kind 0 "));
    }

    private static FinalState finalState(Setting setting, Script script, long[] results) {
        return new FinalState(setting, List.of(script), List.of(results), 0, (_, _, _, _) -> 0);
    }

    @Test
    void workTakesAsManyStepsAsTheParametersSay() {
        assertEquals(0, InterruptWorkload.work(setting()).steps());
        assertEquals(
                150,
                InterruptWorkload.work(setting("work", "600", "pace", "250")).steps());
    }

    @Test
    void sidesThatRunBothHalvesAtOnceRefuseOtherModes() {
        Setting pool = setting("mode", "pool");

        for (String substrate : List.of("shm:inline", "shm:lock", "shm:combining", "shm:mailbox")) {
            assertEquals(Optional.empty(), side(substrate).rejects(setting()));
            assertEquals(
                    Optional.of(substrate
                            + " runs both halves at once, which is mode=inline; for mode=pool use shm:pending"),
                    side(substrate).rejects(pool));
        }
    }

    @Test
    void moreUnderWayThanTheRingHoldsIsRefused() {
        Setting full = setting("mode", "pool").withWindow(64).withWorkers(2);

        for (String substrate : List.of("shm:pending", "messaging:ring")) {
            assertEquals(Optional.empty(), side(substrate).rejects(full));
            assertEquals(
                    Optional.of(
                            "192 interrupts can be under way, but the ring of mode=pool holds 128; lower the window"),
                    side(substrate).rejects(full.withWorkers(3)));
        }
    }

    @Test
    void moreWorkersThanLinesAreRefused() {
        assertEquals(
                Optional.of("65 workers have a device each, but there are 64 lines; use fewer workers"),
                side("shm:pending").rejects(setting().withWorkers(65)));
    }

    /// With a window, so that devices have many interrupts under way: results come back under their own slots.
    @TestFactory
    Stream<DynamicTest> manyUnderWayGiveTheSpecificationsAnswers() {
        return Stream.of("inline", "polling", "pool", "thread-per-device")
                .flatMap(mode -> Stream.of("shm:pending", "messaging:ring", "messaging:jctools-mpsc")
                        .map(substrate -> DynamicTest.dynamicTest(
                                substrate + " " + mode,
                                () -> playIssued(
                                        side(substrate),
                                        setting("mode", mode, "operations", "3000", "burst", "5")
                                                .withWindow(16)
                                                .withWait(WaitStrategy.Kind.YIELD)))));
    }

    private void playIssued(Side side, Setting setting) {
        Script script = workload.script(setting, 0);
        Specification specification = workload.specification(setting);
        long[] expected = new long[script.size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = specification.apply(script.kind(i), script.a(i), script.b(i), new Payload(0));
        }
        long[] results = new long[expected.length];
        try (Kernel kernel = side.open(setting)) {
            kernel.start(Thread::new);
            new Issuer(kernel.caller(0), script, setting).run(results);

            assertEquals(specification.digest(), kernel.digest());
            assertEquals(0L, kernel.counts().get("drops"));
        }
        assertEquals(LongList.of(expected), LongList.of(results));
    }

    private record LongList(List<Long> longs) {
        static LongList of(long[] array) {
            return new LongList(java.util.Arrays.stream(array).boxed().toList());
        }
    }

    /// Keeps as many operations under way as the window allows.
    private static final class Issuer {
        private final Caller caller;
        private final Script script;
        private final Payload[] payloads;
        private final int[] operations; // by slot; -1 for a free one
        private int underWay;

        Issuer(Caller caller, Script script, Setting setting) {
            this.caller = caller;
            this.script = script;
            this.payloads = new Payload[setting.window()];
            this.operations = new int[setting.window()];
            java.util.Arrays.setAll(payloads, _ -> setting.payload());
            java.util.Arrays.fill(operations, -1);
        }

        void run(long[] results) {
            int next = 0;
            for (int attempt = 0; next < script.size() || underWay > 0; ) {
                int slot = free();
                boolean issued = next < script.size() && slot >= 0 && issue(slot, next);
                next += issued ? 1 : 0;
                int completed = caller.complete((done, result) -> {
                    results[operations[done]] = result;
                    operations[done] = -1;
                    underWay--;
                });
                if (issued || completed > 0) {
                    attempt = 0;
                } else {
                    caller.idle(attempt++);
                }
            }
        }

        private boolean issue(int slot, int operation) {
            script.load(operation, payloads[slot]);
            operations[slot] = operation;
            if (caller.issue(slot, script.kind(operation), script.a(operation), script.b(operation), payloads[slot])) {
                underWay++;
                return true;
            }
            operations[slot] = -1;
            return false;
        }

        private int free() {
            for (int slot = 0; slot < operations.length; slot++) {
                if (operations[slot] < 0) {
                    return slot;
                }
            }
            return -1;
        }
    }

    @Test
    void whatWasServedOfEachDeviceIsCounted() {
        Setting setting = setting("devices", "2", "operations", "90", "rates", "equal");
        Script script = workload.script(setting, 0);
        long ofDevice0 = IntStream.range(0, 90).filter(i -> script.a(i) == 0).count();
        try (Kernel kernel = side("shm:inline").open(setting)) {
            Caller caller = kernel.caller(0);
            for (int i = 0; i < 90; i++) {
                caller.call(script.kind(i), script.a(i), script.b(i), new Payload(0));
            }

            assertEquals(
                    Map.of("drops", 0L, "served device 0", ofDevice0, "served device 1", 90 - ofDevice0),
                    kernel.counts());
        }
    }

    @TestFactory
    Stream<DynamicTest> aTimerSaysWhenAndTheScriptSaysWhat() {
        return Stream.of("shm:pending", "shm:inline", "shm:lock", "messaging:ring")
                .map(substrate -> DynamicTest.dynamicTest(substrate, () -> {
                    assumeTrue(
                            Ticker.unavailable().isEmpty(),
                            () -> Ticker.unavailable().orElseThrow());
                    Setting timed = setting("source", "timerfd", "period", "50", "operations", "100")
                            .withWorkers(2)
                            .withWait(WaitStrategy.Kind.YIELD);

                    assertInstanceOf(
                            VerificationResult.Agrees.class,
                            new Verification(workload, side(substrate), timed, 100, Thread::new).run());
                }));
    }

    @Test
    void aTimedInterruptIsTakenAndDoneAfterItWasDue() {
        assumeTrue(Ticker.unavailable().isEmpty(), () -> Ticker.unavailable().orElseThrow());
        Setting timed = setting("source", "timerfd", "period", "50");
        try (Kernel kernel = side("shm:inline").open(timed)) {
            Caller caller = kernel.caller(0);
            for (int i = 1; i <= 20; i++) {
                caller.call(InterruptWorkload.RAISE, 0, i, new Payload(0));
            }
            long taken = kernel.counts().get("ns from due to top half");

            assertTrue(taken > 0 && kernel.counts().get("ns from due to done") > taken, kernel.counts()::toString);
        }
    }

    @Test
    void aTimerWithAWindowIsRefused() {
        assumeTrue(Ticker.unavailable().isEmpty(), () -> Ticker.unavailable().orElseThrow());

        assertEquals(
                Optional.of("source=timerfd raises at its ticks, one by one; use window 1"),
                side("shm:pending").rejects(setting("source", "timerfd").withWindow(4)));
    }
}
