// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.soak;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.verify.Histories;
import dev.duality.workloads.verify.Verification;
import dev.duality.workloads.verify.VerificationResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// Verifies one trial after the other, each with a deadline.
public final class Soak {
    private static final int HISTORIES = 5;

    private final Duration deadline;

    /// @param deadline when a trial that has not ended is said to hang
    public Soak(Duration deadline) {
        this.deadline = deadline;
    }

    /// Verifies a trial: with one worker step by step, with several by digest, invariants and histories.
    /// @throws IllegalStateException if the calling thread is interrupted meanwhile
    public SoakOutcome run(Trial trial) {
        AtomicReference<SoakOutcome> ended = new AtomicReference<>();
        Thread thread = new Thread(() -> ended.set(verified(trial)), "soak");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (_, thrown) -> ended.set(new SoakOutcome.Differed(BadInput.line(thrown), List.of())));
        thread.start();
        try {
            if (!thread.join(deadline)) {
                return new SoakOutcome.Hung(dump());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + trial.command() + " ran", e);
        }
        return ended.get();
    }

    private static SoakOutcome verified(Trial trial) {
        VerificationResult answers = new Verification(
                        trial.workload(), trial.side(), trial.setting(), trial.operations(), Thread::new)
                .run();
        if (!(answers instanceof VerificationResult.Agrees(long operations))
                || trial.setting().workers() == 1) {
            return outcome(answers, 0);
        }
        VerificationResult order =
                new Histories(trial.workload(), trial.side(), trial.setting(), HISTORIES, Thread::new).run();
        return outcome(order, operations);
    }

    private static SoakOutcome outcome(VerificationResult verdict, long before) {
        return switch (verdict) {
            case VerificationResult.Agrees(long operations) -> new SoakOutcome.Agreed(before + operations);
            case VerificationResult.Differs(String difference, var history) ->
                new SoakOutcome.Differed(difference, history);
            case VerificationResult.Failed(String reason) -> new SoakOutcome.Differed(reason, List.of());
            case VerificationResult.Unverifiable(String reason) ->
                new SoakOutcome.Differed("it cannot be verified: " + reason, List.of());
        };
    }

    private static String dump() {
        return Thread.getAllStackTraces().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
                .map(Soak::stack)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String stack(Map.Entry<Thread, StackTraceElement[]> thread) {
        return Arrays.stream(thread.getValue())
                .map(frame -> "    at " + frame)
                .collect(Collectors.joining(
                        System.lineSeparator(),
                        "%s, %s%n"
                                .formatted(
                                        thread.getKey().getName(),
                                        thread.getKey().getState()),
                        ""));
    }
}
