// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import dev.duality.workloads.verify.Verification;
import dev.duality.workloads.verify.VerificationResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RoundTripWorkloadTest implements WorkloadContract {
    private final RoundTripWorkload workload = new RoundTripWorkload();

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(Map.of("operations", "300"), Map.of("operations", "200", "payload", "1000"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(int payload) {
        return Setting.of(
                workload, Values.of(workload, Map.of("operations", "100", "payload", Integer.toString(payload))));
    }

    /// A table of the queues of others names each of them once, with ours and the same in C.
    @Test
    void everyBaselineIsASubstrateByHand() {
        Set<String> substrates = workload.sides().stream().map(Side::substrate).collect(Collectors.toSet());

        assertEquals(Baseline.values().length + 2, substrates.size());
        assertTrue(substrates.containsAll(List.of("by-hand:jctools-spsc", "by-hand:ring", "by-hand:c-one-word")));
    }

    /// A queue that tears is no baseline: its row fails.
    @Test
    void aQueueWhosePayloadsComeTornDisagrees() {
        Side torn = new ByHandSide(Baseline.LINE, true, (baseline, setting) -> new Torn(baseline, setting));

        VerificationResult verdict = new Verification(workload, torn, setting(8), 100, Thread::new).run();

        assertTrue(verdict instanceof VerificationResult.Differs, verdict::toString);
    }

    /// Its receiver reads another number than was sent, and counts that.
    private static final class Torn extends ReceivingKernel {
        private final Kernel right;
        private final QueueAdapter there;

        Torn(Baseline baseline, Setting setting) {
            super(setting);
            right = new RoundTripKernel(baseline, setting);
            there = baseline.open(1, SendingWorkload.bytes(setting), true);
        }

        @Override
        Poll receiver() {
            QueueAdapter.Receiver questions = there.receiver();
            return () -> {
                int count = questions.poll(1);
                if (count > 0) {
                    questions.took(-1);
                    taken.add(count, questions.sum());
                }
                return count;
            };
        }

        @Override
        SendingCaller sender() {
            QueueAdapter.Sender questions = there.sender();
            return new SendingCaller(wait) {
                @Override
                void send(long number) {
                    questions.send(number);
                    for (int attempt = 0; taken.count() < number; attempt++) {
                        idle(attempt);
                    }
                }
            };
        }

        @Override
        void free() {
            there.close();
            right.close();
        }
    }

    @Test
    void aQueueThatSleepsSaysSoByItsWait() {
        Side exchanger = new ByHandSide(Baseline.EXCHANGER, true, workload::open);

        assertEquals(Set.of(WaitStrategy.Kind.PARK), exchanger.waits());
        assertEquals(
                "by-hand:exchanger waits by park only",
                exchanger.rejects(setting(8)).orElseThrow());
    }

    @Test
    void thePausesOfWhatIsDrivenByHandCannotBeSet() {
        Waiting longer = new Waiting(WaitStrategy.Kind.PAUSE, 16);

        assertEquals(
                "by-hand:line waits by pause only",
                new ByHandSide(Baseline.LINE, true, workload::open)
                        .rejects(setting(8).withWait(longer))
                        .orElseThrow());
        assertEquals(
                "by-hand:c-one-word waits by spin or by pause",
                new NativeSide(true).rejects(setting(8).withWait(longer)).orElseThrow());
    }

    @Test
    void oneWordInCCarriesANumberOnly() {
        Side oneWord = new NativeSide(true);

        assertTrue(oneWord.rejects(setting(8)).isEmpty());
        assertEquals(
                "by-hand:c-one-word carries a number; use payload=8, or by-hand:c-two-words",
                oneWord.rejects(setting(64)).orElseThrow());
    }

    @Test
    void bothWaitsOfCAgreeWithTheSpecification() {
        for (boolean oneWord : List.of(true, false)) {
            Side side = new NativeSide(oneWord);
            assumeTrue(side.unavailable().isEmpty());
            for (WaitStrategy.Kind wait : side.waits()) {
                Setting setting = setting(8).withWait(wait);
                assertEquals(
                        new VerificationResult.Agrees(100),
                        new Verification(workload, side, setting, 100, Thread::new).run());
            }
        }
    }
}
