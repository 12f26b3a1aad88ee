// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.history.History;
import dev.duality.shm.history.Linearizability;
import dev.duality.shm.history.Model;
import dev.duality.shm.history.Offence;
import dev.duality.shm.history.UndecidedException;
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
import java.util.function.Consumer;

/// A few operations of a few workers on one side of a workload. The answers must be linearizable, the state in the end
/// that of the same operations one after the other, and whoever waits must be woken.
public final class SideScenario implements MemoryScenario {
    private final Workload workload;
    private final Side side;
    private final Setting setting;
    private final int operations;

    /// @param side of the workload as [#witnessed] gives it
    /// @param operations of each worker
    public SideScenario(Workload workload, Side side, Setting setting, int operations) {
        this.workload = workload;
        this.side = side;
        this.setting = setting;
        this.operations = operations;
    }

    /// The workload with a specification in which weak memory sees whether its state is handed over.
    public static Workload witnessed(Workload workload) {
        return new WitnessedWorkload(workload);
    }

    /// The reason why a side cannot run on weak memory; empty if it can.
    public static Optional<String> rejects(Side side, Setting setting) {
        if (side.callsTheSystem()) {
            return Optional.of("it calls the operating system, which weak memory does not have");
        }
        if (!side.waits().contains(WaitStrategy.Kind.PAUSE)) {
            return Optional.of("its locks are the JDK's, which do not use a region");
        }
        boolean isRing =
                side.substrate().equals("messaging:ring") || side.substrate().startsWith("messaging:ring-");
        if (side.substrate().startsWith("messaging:") && !isRing) {
            return Optional.of("its queues are not in a region; of the transports only messaging:ring is");
        }
        return side.unavailable().or(() -> side.rejects(setting));
    }

    @Override
    public String name() {
        return "%s on %s, %s, w%d"
                .formatted(workload.name(), side.substrate(), setting.waiting().label(), setting.workers());
    }

    @Override
    public Trial open(Consumer<Runnable> servers) {
        if (workload instanceof WitnessedWorkload witnessed) {
            witnessed.open();
        }
        Kernel kernel = side.open(setting);
        kernel.start(program -> new ServerThread(program, servers));
        History<Operation> history = new History<>(setting.workers());
        List<Runnable> workers = new ArrayList<>();
        for (int worker = 0; worker < setting.workers(); worker++) {
            Script script = workload.script(setting, worker).first(operations);
            Caller caller = kernel.caller(worker);
            History.Party<Operation> party = history.party(worker);
            workers.add(() -> play(caller, script, party));
        }
        return new Trial() {
            @Override
            public List<Runnable> workers() {
                return workers;
            }

            @Override
            public Optional<String> verdict() {
                return unexplained(workload.model(setting), history);
            }
        };
    }

    /// A thread that a kernel starts; whoever joins it does not wait.
    private static final class ServerThread extends Thread {
        private final Runnable program;
        private final Consumer<Runnable> servers;

        ServerThread(Runnable program, Consumer<Runnable> servers) {
            super("server on weak memory");
            this.program = program;
            this.servers = servers;
        }

        @Override
        public void start() {
            servers.accept(program);
        }
    }

    private void play(Caller caller, Script script, History.Party<Operation> party) {
        Payload payload = setting.payload();
        for (int i = 0; i < script.size(); i++) {
            script.load(i, payload);
            Payload asked = copy(payload);
            long begin = party.tick();
            long result = caller.call(script.kind(i), script.a(i), script.b(i), payload);
            party.add(
                    begin,
                    party.tick(),
                    new Operation(script.kind(i), script.a(i), script.b(i), asked, result, copy(payload)));
        }
    }

    private static Payload copy(Payload payload) {
        Payload copy = new Payload(payload.length());
        copy.copy(payload);
        return copy;
    }

    private static <S> Optional<String> unexplained(Model<S, Operation> model, History<Operation> history) {
        try {
            Optional<Offence<Operation>> offence = new Linearizability<>(model).offence(history.calls());
            return offence.map(found -> "no order explains that worker %d's %s, of %s"
                    .formatted(found.unexplained().party(), found.unexplained().what(), history.calls()));
        } catch (UndecidedException _) {
            return Optional.empty();
        }
    }
}
