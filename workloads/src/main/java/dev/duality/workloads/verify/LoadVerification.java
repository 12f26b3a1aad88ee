// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import dev.duality.shm.Payload;
import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.WorkerProgress;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;

/// Looks whether the very kernel that a load has measured is where the operations of that load must have led it.
///
/// - One worker: the specification does all of its operations again, however many; the sum of all answers and the
///   digest of the state must be the same.
/// - Several whose operations never touch the same state ([Workload#partition]): the same for each of them.
/// - Several whose operations commute: the digest, and, where the workload says so, the sum of all answers; then some
///   operations more, each compared with the specification, which by then is in the same state.
/// - In all of these, and in the others alone: the workload's [Workload#invariant].
public final class LoadVerification {
    /// Operations that are compared one by one after a load of several workers.
    private static final int ENCORE = 1_000;

    private final Workload workload;
    private final Setting setting;
    private final long patienceNanos;
    private final IntConsumer begin;

    /// @param patienceNanos how long the specification may take to do the load's operations again
    /// @param begin what each thread does first that this starts, such as to choose its core; gets a worker's number
    public LoadVerification(Workload workload, Setting setting, long patienceNanos, IntConsumer begin) {
        this.workload = workload;
        this.setting = setting;
        this.patienceNanos = patienceNanos;
        this.begin = begin;
    }

    /// Looks at a kernel in which nothing is under way.
    /// @param workers what each worker has done, from the kernel's opening on
    /// @param first the first worker's way in
    public VerificationResult run(Kernel kernel, List<WorkerProgress> workers, Caller first) {
        long digest = kernel.digest();
        boolean apart = workers.size() > 1 && areApart(workers);
        boolean ordered = workers.size() > 1 && !apart && !workload.commutes(setting);
        Optional<AfterLoad.Invariant> invariant = workload.invariant(setting);
        if (ordered && invariant.isEmpty()) {
            return new VerificationResult.Unverifiable(
                    "workload %s says neither commutes nor invariant, so what %d workers leave cannot be checked; say one of them, or use 1 worker"
                            .formatted(workload.name(), workers.size()));
        }
        long operations = workers.stream().mapToLong(WorkerProgress::operations).sum();
        try {
            List<Replay> replays = ordered ? List.of() : replays(apart ? workers.size() : 1);
            long[] answers = ordered ? new long[0] : answers(replays, workers);
            return differences(workers, answers, apart)
                    .or(() -> ordered ? Optional.empty() : state(workers, digest, replays))
                    .or(() -> invariant
                            .flatMap(it -> it.violation(new AfterLoad(setting, workers, digest, first::call)))
                            .map(line -> after(workers) + line))
                    .or(() -> ordered || workers.size() == 1
                            ? Optional.empty()
                            : encore(first, workers.getFirst(), replays.getFirst()))
                    .<VerificationResult>map(VerificationResult.Differs::new)
                    .orElseGet(() -> new VerificationResult.Agrees(operations));
        } catch (Replay.TooLong _) {
            return new VerificationResult.Unverifiable(
                    "the specification cannot do %,d operations again within %,d s, so they cannot be checked; make the load shorter, or write the specification's passes"
                            .formatted(operations, patienceNanos / 1_000_000_000));
        }
    }

    /// Whether no two workers ever touch the same part of the state.
    private boolean areApart(List<WorkerProgress> workers) {
        if (!workload.partitioned()) {
            return false;
        }
        Map<Integer, Integer> owners = new HashMap<>(); // worker by key
        for (int worker = 0; worker < workers.size(); worker++) {
            Script script = workers.get(worker).script();
            for (int i = 0; i < script.size(); i++) {
                int key = workload.partition(script.kind(i), script.a(i), script.b(i));
                Integer other = owners.putIfAbsent(key, worker);
                if (script.growth() != 0 || other != null && other != worker) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<Replay> replays(int count) {
        long deadline = System.nanoTime() + patienceNanos;
        List<Replay> replays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replays.add(new Replay(workload.specification(setting), setting, deadline));
        }
        return replays;
    }

    /// The sum of each worker's answers as it should be: by one state for all, one worker after the other, or by a
    /// state for each, all at once.
    private long[] answers(List<Replay> replays, List<WorkerProgress> workers) {
        long[] answers = new long[workers.size()];
        if (replays.size() == 1) {
            for (int worker = 0; worker < answers.length; worker++) {
                answers[worker] = replays.getFirst().run(workers.get(worker));
            }
            return answers;
        }
        AtomicReferenceArray<RuntimeException> failures = new AtomicReferenceArray<>(answers.length);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            int worker = i;
            Thread thread = new Thread(
                    () -> {
                        try {
                            begin.accept(worker);
                            answers[worker] = replays.get(worker).run(workers.get(worker));
                        } catch (RuntimeException e) {
                            failures.set(worker, e);
                        }
                    },
                    "replay-" + worker);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        join(threads);
        for (int worker = 0; worker < answers.length; worker++) {
            if (failures.get(worker) != null) {
                throw failures.get(worker);
            }
        }
        return answers;
    }

    private static void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a load was verified", e);
        }
    }

    private Optional<String> differences(List<WorkerProgress> workers, long[] answers, boolean apart) {
        if (answers.length == 0) {
            return Optional.empty();
        }
        if (workers.size() == 1 || apart) {
            for (int worker = 0; worker < answers.length; worker++) {
                long is = workers.get(worker).answers();
                if (is != answers[worker]) {
                    return Optional.of(
                            "the answers to %,d operations of worker %d add up to %d, the specification's to %d"
                                    .formatted(workers.get(worker).operations(), worker, is, answers[worker]));
                }
            }
            return Optional.empty();
        }
        if (!workload.answersAddUp(setting)) {
            return Optional.empty();
        }
        long is = workers.stream().mapToLong(WorkerProgress::answers).sum();
        long should = 0;
        for (long sum : answers) {
            should += sum;
        }
        return is == should
                ? Optional.empty()
                : Optional.of(
                        "%sthe answers add up to %d, the specification's to %d".formatted(after(workers), is, should));
    }

    private static Optional<String> state(List<WorkerProgress> workers, long digest, List<Replay> replays) {
        long should =
                replays.stream().mapToLong(replay -> replay.state().digest()).sum();
        return digest == should
                ? Optional.empty()
                : Optional.of(
                        "%sthe state's digest is %x, the specification's %x".formatted(after(workers), digest, should));
    }

    /// Goes on as the first worker, in step with the specification.
    private Optional<String> encore(Caller caller, WorkerProgress headway, Replay replay) {
        Script script = headway.script();
        Payload expected = setting.payload();
        Payload got = setting.payload();
        for (long number = headway.operations(); number < headway.operations() + ENCORE; number++) {
            long should = script.ask(number, replay.state(), expected);
            long is = script.ask(number, caller::call, got);
            if (is != should || !got.matches(expected)) {
                return Optional.of("after the load, alone: operation %s gave %d%s, the specification %d%s"
                        .formatted(script.line(script.at(number)), is, bytes(got), should, bytes(expected)));
            }
        }
        return Optional.empty();
    }

    private static String after(List<WorkerProgress> workers) {
        return "after %,d operations of %s "
                .formatted(
                        workers.stream().mapToLong(WorkerProgress::operations).sum(),
                        workers.size() == 1 ? "1 worker" : workers.size() + " workers");
    }

    static String bytes(Payload payload) {
        return payload.length() == 0 ? "" : " with " + payload;
    }
}
