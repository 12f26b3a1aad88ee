// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class HistoriesTest {
    private final Workload sum = new Sum();
    private final Setting setting = Setting.of(sum, Values.of(sum, Map.of()))
            .withWait(WaitStrategy.Kind.YIELD)
            .withWorkers(2);

    private VerificationResult verdict(BrokenSide.Fault fault, int rounds) {
        return new Histories(sum, new BrokenSide(fault), setting, rounds, Thread::new).run();
    }

    private VerificationResult.Differs difference(BrokenSide.Fault fault) {
        return assertInstanceOf(VerificationResult.Differs.class, verdict(fault, 20));
    }

    @Test
    void aSideWhoseCallsHaveAnOrderAgrees() {
        VerificationResult verdict = verdict(BrokenSide.Operation::apply, 5);

        assertEquals(new VerificationResult.Agrees(2 * (8 + 16 + 32 + 64 + 100)), verdict);
    }

    @Test
    void anAnswerThatNoOrderExplainsIsFound() {
        VerificationResult.Differs found =
                difference(operation -> operation.apply() + (operation.number() == 9 ? 1 : 0));

        assertTrue(found.difference().startsWith("with 2 workers: no order of "), found.difference());
        assertEquals(
                1,
                found.history().stream()
                        .filter(line -> line.endsWith("<- not in any order"))
                        .count(),
                found::toString);
    }

    @Test
    void aStaleAnswerIsFound() {
        AtomicLong last = new AtomicLong();

        difference(operation -> {
            long before = last.getAndSet(operation.apply());
            return operation.number() % 7 == 6 ? before : last.get();
        });
    }

    @Test
    void aCorruptedReplyIsFound() {
        difference(operation -> {
            long result = operation.apply();
            operation.payload().bytes()[100] ^= (byte) (operation.number() == 5 ? 1 : 0);
            return result;
        });
    }

    @Test
    void theShortestHistoryThatCanBeFoundIsTold() {
        VerificationResult.Differs found =
                difference(operation -> operation.apply() + (operation.number() >= 1 ? 1 : 0));

        assertEquals(2, found.history().size(), found::toString);
    }

    @Test
    void ofALongHistoryTheEndIsTold() {
        VerificationResult.Differs found =
                difference(operation -> operation.apply() + (operation.number() == 150 ? 1 : 0));

        String first = found.history().getFirst();
        assertTrue(first.endsWith(" calls before, which have an order"), found::toString);
        int before = Integer.parseInt(first.substring(0, first.indexOf(' ')));
        assertTrue(before > 0, found::toString); // few where a worker lost its core in a call that overlaps with others
        assertTrue(found.history().size() <= 1 + 151 - before, found::toString);
    }

    @Test
    void aKernelThatFailsIsTold() {
        VerificationResult verdict = verdict(
                operation -> {
                    if (operation.number() == 3) {
                        throw new IllegalStateException("out of order");
                    }
                    return operation.apply();
                },
                20);

        assertEquals(
                new VerificationResult.Failed("it failed: java.lang.IllegalStateException: out of order"), verdict);
    }
}
