// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.transparency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.contract.WorkloadContract;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class TransparencyWorkloadTest implements WorkloadContract {
    private static final int CALLS = 10_600;

    private final TransparencyWorkload workload = new TransparencyWorkload();

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "500"),
                Map.of("operations", "500", "errors", "0", "piece", "1"),
                Map.of("operations", "300", "errors", "100"),
                Map.of("operations", "100", "piece", "5000"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(String... pairs) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return Setting.of(workload, Values.of(workload, given));
    }

    private byte[] local(Setting setting) {
        CallingProgram program = new CallingProgram(workload.script(setting, 0));
        Payload payload = setting.payload();
        CalledObjects objects = new CalledObjects(setting, 1);
        while (program.calls()) {
            program.load(payload);
            program.answer(
                    objects.apply(program.call().kind(), program.client(), program.argument(), payload), payload);
        }
        return program.transcript();
    }

    /// The same class calls, over every substrate that is available here; what it gets is the same, byte for byte.
    @TestFactory
    Stream<DynamicTest> aProgramCannotTellWhereItsObjectsAre() {
        Setting setting = setting("operations", "2000").withWait(WaitStrategy.Kind.YIELD);
        byte[] expected = local(setting);
        return Catalog.load(loader()).sides(workload).stream()
                .filter(side -> side.unavailable().isEmpty()
                        && side.rejects(setting).isEmpty()
                        && side.waits().contains(setting.waiting().kind()))
                .map(side -> DynamicTest.dynamicTest(
                        side.substrate(), () -> assertArrayEquals(expected, transcript(side, setting))));
    }

    private byte[] transcript(Side side, Setting setting) {
        CallingProgram program = new CallingProgram(workload.script(setting, 0));
        try (Kernel kernel = side.open(setting)) {
            kernel.start(work -> {
                Thread thread = new Thread(work);
                thread.setDaemon(true);
                return thread;
            });
            program.run(kernel.caller(0), setting.payload());
        }
        return program.transcript();
    }

    @Test
    void aTranscriptSaysWhatWasCalledAndWhatCame() {
        Setting setting = setting("piece", "4");
        Script script = Script.builder()
                .add(SystemCall.OPEN.kind(), 0, SystemCall.open(1, SystemCall.READING | SystemCall.WRITING))
                .add(SystemCall.WRITE.kind(), 0, 0, 4, 0x04030201)
                .add(SystemCall.SEEK.kind(), 0, SystemCall.sized(0, 2))
                .add(SystemCall.READ.kind(), 0, SystemCall.sized(0, 4))
                .add(SystemCall.CLOSE.kind(), 0, 0)
                .add(SystemCall.CLOSE.kind(), 0, 0)
                .add(SystemCall.SIGNAL.kind(), 0, SystemCall.signal(0, 7))
                .add(SystemCall.SIGNAL.kind(), 0, SystemCall.signal(0, 3))
                .add(SystemCall.WAIT.kind(), 0, 0)
                .add(SystemCall.WAIT.kind(), 0, 0)
                .add(SystemCall.WAIT.kind(), 0, 0)
                .build();
        CallingProgram program = new CallingProgram(script);
        try (Kernel kernel = new LocalObjectSide().open(setting)) {
            program.run(kernel.caller(0), setting.payload());
        }

        assertEquals("""
                open file 1 for both: 0
                write to descriptor 0: 4
                seek in descriptor 0 to 2: 2
                read 4 bytes of descriptor 0: 4, 03040000
                close descriptor 0: 0
                close descriptor 0: error 9, the descriptor is not open for that
                signal 7 to process 0: 0
                signal 3 to process 0: 0
                wait for a signal of process 0: 3
                wait for a signal of process 0: 7
                wait for a signal of process 0: error 11, no signal is pending
                """, new String(program.transcript(), StandardCharsets.UTF_8));
    }

    @Test
    void callsOfAScriptAreHandledAsSpritesWere() {
        Script script = workload.script(setting("operations", Integer.toString(CALLS)), 0);
        Map<Handling, Integer> handled = new HashMap<>();
        for (int i = 0; i < script.size(); i++) {
            handled.merge(SystemCall.of(script.kind(i)).handling(), 1, Integer::sum);
        }

        for (Handling handling : Handling.values()) {
            assertEquals(
                    handling.share(),
                    106.0 * handled.get(handling) / CALLS,
                    0.05 * handling.share() + 0.5,
                    () -> handled.toString());
        }
    }

    @Test
    void aScriptMeetsEveryErrorThatAnObjectAnswersAndNoOther() {
        Setting setting = setting("operations", Integer.toString(CALLS), "errors", "30");
        String transcript = new String(local(setting), StandardCharsets.UTF_8);
        Set<CallError> missing = new HashSet<>(Set.of(CallError.values()));
        missing.removeIf(error -> transcript.contains(CallError.line(error.result())));

        assertEquals(
                Set.of(CallError.LOST, CallError.TOO_MANY), missing); // it opens no more than there are descriptors
    }

    @Test
    void withoutErrorsNoDescriptorIsWrong() {
        String transcript = new String(
                local(setting("operations", Integer.toString(CALLS), "errors", "0")), StandardCharsets.UTF_8);

        assertTrue(!transcript.contains(CallError.line(CallError.BAD_DESCRIPTOR.result()))
                && !transcript.contains(CallError.line(CallError.NO_FILE.result())));
    }

    /// Whatever its length, so that a load can go through it again.
    @Test
    void aScriptLeavesNothingOpenAndNothingPending() {
        for (int calls = 1; calls <= 200; calls++) {
            Setting setting = setting("operations", Integer.toString(calls));
            CalledObjects objects = new CalledObjects(setting, 1);
            Script script = workload.script(setting, 0);
            Payload payload = setting.payload();
            for (int i = 0; i < script.size(); i++) {
                script.load(i, payload);
                objects.apply(script.kind(i), 0, script.b(i), payload);
            }
            payload.length(0);
            assertEquals(CallError.WOULD_WAIT.result(), objects.apply(SystemCall.WAIT.kind(), 0, 0, payload));
            for (int descriptor = 0; descriptor < ClientObjects.DESCRIPTORS; descriptor++) {
                assertEquals(
                        CallError.BAD_DESCRIPTOR.result(),
                        objects.apply(SystemCall.CLOSE.kind(), 0, descriptor, payload),
                        calls + " calls");
            }
        }
    }

    @Test
    void anOpenWithoutAFreeDescriptorIsAnError() {
        Setting setting = setting();
        CalledObjects objects = new CalledObjects(setting, 1);
        long file = SystemCall.open(0, SystemCall.READING);
        for (int descriptor = 0; descriptor < ClientObjects.DESCRIPTORS; descriptor++) {
            assertEquals(descriptor, objects.apply(SystemCall.OPEN.kind(), 0, file, setting.payload()));
        }

        assertEquals(CallError.TOO_MANY.result(), objects.apply(SystemCall.OPEN.kind(), 0, file, setting.payload()));
    }

    @Test
    void anAnswerThatALocalObjectWouldNotGiveIsNamed() {
        Setting setting = setting();
        Script script = Script.builder()
                .add(SystemCall.CLOSE.kind(), 0, 5)
                .add(SystemCall.OPEN.kind(), 0, SystemCall.open(2, SystemCall.READING))
                .build();
        long[] results = {CallError.BAD_DESCRIPTOR.result(), 1};

        assertEquals(
                Optional.of("client 0: #1 open file 2 for reading: got 1, where a local object answers 0"),
                workload.violation(new FinalState(setting, List.of(script), List.of(results), 0, (_, _, _, _) -> 0)));
    }
}
