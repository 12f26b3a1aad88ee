// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// Follows up a load that ended wrong: a fresh kernel, one worker, each operation compared, until one differs; and then
/// what kind of mistake gives just that: an answer of another operation, one that was lost or done twice, old bytes.
public final class Suspicion {
    private static final long MOST = 1_000_000; // operations: what happens more seldom keeps its secret
    private static final long MOST_NANOS = 20_000_000_000L;

    private final Workload workload;
    private final Side side;
    private final Setting setting;
    private final Supplier<ThreadFactory> servers;
    private final IntConsumer begin;

    /// @param servers makes a factory for the servers of one kernel
    /// @param begin what the worker's thread does first, such as to choose its core; gets the worker's number
    public Suspicion(
            Workload workload, Side side, Setting setting, Supplier<ThreadFactory> servers, IntConsumer begin) {
        this.workload = workload;
        this.side = side;
        this.setting = setting.withWorkers(1);
        this.servers = servers;
        this.begin = begin;
    }

    /// The answer of an operation.
    private record Answer(long result, Payload bytes) {
        boolean isThatOf(Answer other) {
            return result == other.result && bytes.matches(other.bytes);
        }
    }

    /// The first operation of one worker whose answer is wrong.
    /// @param operations how many to try at most
    /// @return empty if none is found: what went wrong takes several workers, or more operations
    public Optional<String> first(long operations) {
        if (side.rejects(setting).isPresent()) {
            return Optional.empty(); // takes several workers only
        }
        KernelThreads threads = new KernelThreads(servers.get());
        AtomicReference<Optional<String>> found = new AtomicReference<>(Optional.empty());
        try (Kernel kernel = side.open(setting)) {
            kernel.start(threads);
            threads.run(1, worker -> {
                begin.accept(worker);
                found.set(look(kernel.caller(worker), Math.min(operations, MOST)));
            });
        } catch (RuntimeException e) {
            return Optional.of("it then failed: " + threads.failure().orElse(e));
        }
        return found.get();
    }

    private Optional<String> look(Caller caller, long operations) {
        Script script = workload.script(setting, 0);
        Specification specification = workload.specification(setting);
        Payload expected = setting.payload();
        Payload got = setting.payload();
        long deadline = System.nanoTime() + MOST_NANOS;
        for (long number = 0; number < operations && System.nanoTime() - deadline < 0; number++) {
            long should = script.ask(number, specification, expected);
            long is = script.ask(number, caller::call, got);
            if (is != should || !got.matches(expected)) {
                Answer wrong = new Answer(is, got);
                return Optional.of("operation %,d of one worker, %s, gave %d%s, the specification %d%s: %s"
                        .formatted(
                                number,
                                script.line(script.at(number)),
                                is,
                                LoadVerification.bytes(got),
                                should,
                                LoadVerification.bytes(expected),
                                kind(script, number, wrong, new Answer(should, expected))));
            }
        }
        return Optional.empty();
    }

    /// The kind of mistake that it is.
    private String kind(Script script, long number, Answer wrong, Answer right) {
        if (number > 0 && answer(script, number, number - 1, 0).isThatOf(wrong)) {
            return "as if the one before had never come";
        }
        if (number > 0 && answer(script, number, number - 1, 2).isThatOf(wrong)) {
            return "as if the one before had come twice";
        }
        if (answer(script, number + 1, number, 0).isThatOf(wrong)) {
            return "the answer of the one behind it, which had overtaken it";
        }
        if (wrong.bytes.length() != right.bytes.length()) {
            return "a payload of another length";
        }
        if (wrong.bytes.matches(right.bytes)) {
            return earlier(script, number, (result, _, _) -> result == wrong.result)
                    .map("its answer is that of operation %,d"::formatted)
                    .orElse("no operation before has such an answer");
        }
        return earlier(script, number, (_, brought, gave) -> brought.matches(wrong.bytes) || gave.matches(wrong.bytes))
                .map("its payload is that of operation %,d"::formatted)
                .orElseGet(() -> corrupted(wrong.bytes, right.bytes));
    }

    private static String corrupted(Payload wrong, Payload right) {
        int first = -1;
        int count = 0;
        for (int i = 0; i < right.length(); i++) {
            if (wrong.bytes()[i] != right.bytes()[i]) {
                first = first < 0 ? i : first;
                count++;
            }
        }
        return "%d bytes of its payload are others, from byte %d on".formatted(count, first);
    }

    /// The answer that an operation would have given if another one had happened so many times, and not once.
    private Answer answer(Script script, long number, long other, int times) {
        Specification specification = workload.specification(setting);
        Payload payload = setting.payload();
        for (long i = 0; i < number; i++) {
            for (int time = 0; time < (i == other ? times : 1); time++) {
                script.ask(i, specification, payload);
            }
        }
        return new Answer(script.ask(number, specification, payload), payload);
    }

    /// A likeness that is looked for in an operation.
    private interface Likeness {
        boolean holds(long result, Payload brought, Payload gave);
    }

    /// The last operation before this one that is like it.
    private Optional<Long> earlier(Script script, long number, Likeness likeness) {
        Specification specification = workload.specification(setting);
        Payload brought = setting.payload();
        Payload gave = setting.payload();
        Optional<Long> found = Optional.empty();
        for (long i = 0; i < number; i++) {
            script.load(script.at(i), brought);
            if (likeness.holds(script.ask(i, specification, gave), brought, gave)) {
                found = Optional.of(i);
            }
        }
        return found;
    }
}
