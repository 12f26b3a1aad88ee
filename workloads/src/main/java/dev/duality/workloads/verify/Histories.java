// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import dev.duality.shm.Payload;
import dev.duality.shm.history.Call;
import dev.duality.shm.history.History;
import dev.duality.shm.history.Linearizability;
import dev.duality.shm.history.Model;
import dev.duality.shm.history.UndecidedException;
import dev.duality.shm.history.Violation;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Operation;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Looks for a history of a side that is not linearizable: workers ask a fresh kernel for a few operations at once,
/// again and again, and each history is checked against the workload's [Workload#model].
public final class Histories {
    /// The numbers of operations of each worker, in turn: short ones are easy to read, in long ones more goes on at
    /// once.
    private static final int[] SIZES = {8, 16, 32, 64, 128};

    /// The number of rounds in which a shorter violation is looked for.
    private static final int MORE_ROUNDS = 100;

    private static final int SHOWN = 12; // calls before those that meet

    private final Workload workload;
    private final Side side;
    private final Setting setting;
    private final int rounds;
    private final ThreadFactory servers;
    private long operations;
    private int undecided;

    /// @param rounds how many histories to check
    /// @param servers makes the servers' threads
    public Histories(Workload workload, Side side, Setting setting, int rounds, ThreadFactory servers) {
        this.workload = workload;
        this.side = side;
        this.setting = setting;
        this.rounds = rounds;
        this.servers = servers;
    }

    /// Records and checks. If a history has no order that explains it, shorter ones like it are looked for, and the
    /// shortest is the difference.
    public VerificationResult run() {
        try {
            for (int round = 0; round < rounds; round++) {
                Optional<Violation<Operation>> found = violation(round, SIZES[round % SIZES.length]);
                if (found.isPresent()) {
                    return differs(shortest(found.get()));
                }
            }
        } catch (KernelFailed e) {
            return new VerificationResult.Failed(e.getMessage());
        }
        return new VerificationResult.Agrees(operations);
    }

    private Violation<Operation> shortest(Violation<Operation> first) {
        Violation<Operation> shortest = first;
        for (int round = 0; round < MORE_ROUNDS && shortest.length() > 2; round++) {
            int most = (shortest.length() - 1 + setting.workers() - 1) / setting.workers();
            Optional<Violation<Operation>> found = violation(rounds + round, 1 + round % most);
            if (found.isPresent() && found.get().length() < shortest.length()) {
                shortest = found.get();
            }
        }
        return shortest;
    }

    /// The number of histories that had too many orders to try them all; they are not in the operations that agree.
    public int undecided() {
        return undecided;
    }

    /// Plays one history and checks it.
    private Optional<Violation<Operation>> violation(int round, int size) {
        Setting own = setting.withSeed(setting.seed() + round);
        List<Call<Operation>> calls = play(own, size);
        try {
            Optional<Violation<Operation>> found = check(workload.model(own), calls);
            operations += calls.size();
            return found;
        } catch (UndecidedException e) {
            undecided++;
            return Optional.empty();
        }
    }

    private static <S> Optional<Violation<Operation>> check(Model<S, Operation> model, List<Call<Operation>> calls) {
        return new Linearizability<>(model).violation(calls);
    }

    private List<Call<Operation>> play(Setting own, int size) {
        List<Script> scripts = new ArrayList<>();
        for (int worker = 0; worker < own.workers(); worker++) {
            scripts.add(workload.script(own, worker).first(size));
        }
        History<Operation> history = new History<>(own.workers());
        AtomicInteger ready = new AtomicInteger();
        KernelThreads threads = new KernelThreads(servers);
        try (Kernel kernel = side.open(own)) {
            kernel.start(threads);
            threads.run(own.workers(), worker -> {
                Caller caller = kernel.caller(worker);
                meet(ready, own.workers());
                record(caller, scripts.get(worker), own, history.party(worker));
            });
        } catch (RuntimeException e) {
            if (threads.failure().isEmpty() && Thread.currentThread().isInterrupted()) {
                throw e;
            }
            throw new KernelFailed(threads.failure().orElse(e));
        }
        return history.calls();
    }

    /// Waits for the others without sleeping: whoever is woken comes when the rest have finished.
    private static void meet(AtomicInteger ready, int workers) {
        ready.incrementAndGet();
        while (ready.get() < workers && !Thread.currentThread().isInterrupted()) {
            Thread.yield();
        }
    }

    private static void record(Caller caller, Script script, Setting setting, History.Party<Operation> party) {
        Payload payload = setting.payload();
        for (int i = 0; i < script.size(); i++) {
            script.load(i, payload);
            Payload asked = copy(payload);
            long begin = party.tick();
            long result = caller.call(script.kind(i), script.a(i), script.b(i), payload);
            long end = party.tick();
            party.add(
                    begin, end, new Operation(script.kind(i), script.a(i), script.b(i), asked, result, copy(payload)));
        }
    }

    private static Payload copy(Payload payload) {
        Payload copy = new Payload(payload.length());
        copy.copy(payload);
        return copy;
    }

    private VerificationResult.Differs differs(Violation<Operation> violation) {
        Call<Operation> guilty = violation.unexplained();
        String difference = "with %d workers: no order of %d calls explains that worker %d's %s"
                .formatted(setting.workers(), violation.length(), guilty.party(), guilty.what());
        int hidden = Math.max(0, violation.before().size() - SHOWN);
        Stream<String> before =
                hidden == 0 ? Stream.of() : Stream.of("%d calls before, which have an order".formatted(hidden));
        Stream<String> shown = Stream.concat(violation.before().stream().skip(hidden), violation.calls().stream())
                .map(call -> "%-10s worker %d: %s%s"
                        .formatted(
                                "%d..%d".formatted(call.begin(), call.end()),
                                call.party(),
                                call.what(),
                                call.equals(guilty) ? "   <- not in any order" : ""));
        return new VerificationResult.Differs(
                difference, Stream.concat(before, shown).toList());
    }

    /// A thread of the kernel has failed.
    private static final class KernelFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        KernelFailed(Throwable cause) {
            super(BadInput.line(cause), cause);
        }
    }
}
