// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.messaging.Transport;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.simulation.RegionTransports;
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
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A few operations of a few workers on one side of a workload. The answers must be linearizable, the state in the end
/// that of the same operations one after the other, and whoever waits must be woken.
public final class SideScenario implements MemoryScenario {
    private static final int MOST_PARTS = 64;

    private final Workload workload;
    private final Side side;
    private final Setting setting;
    private final ShortProgram program;

    /// Operations of each worker's script that come to one word: of the first worker its first ones, of the others the
    /// first that meet those. Of random keys the first ones seldom do, and then no order can be told from another.
    /// Where none are found all have their first ones.
    /// @param side of the workload as [#witnessed] gives it
    /// @param operations of each worker
    public static SideScenario ofScript(Workload workload, Side side, Setting setting, int operations) {
        SideScenario first = new SideScenario(workload, side, setting, partOf(workload, side, setting, operations, 0));
        for (int from = 0; from < MOST_PARTS; from++) {
            SideScenario other = from == 0
                    ? first
                    : new SideScenario(workload, side, setting, partOf(workload, side, setting, operations, from));
            if (MemoryExploration.meet(other, 1)) {
                return other;
            }
        }
        return first;
    }

    /// @param side of the workload as [#witnessed] gives it
    /// @param setting with the program's values, and as many workers as it has
    public SideScenario(Workload workload, Side side, Setting setting, ShortProgram program) {
        this.workload = workload;
        this.side = side;
        this.setting = setting;
        this.program = program;
    }

    /// Operations of each worker's script, as a program without a name: of the first worker the first ones.
    /// @param from the first operation of the others
    private static ShortProgram partOf(Workload workload, Side side, Setting setting, int operations, int from) {
        ShortProgram program = ShortProgram.of("", workload.name(), side.substrate());
        for (int worker = 0; worker < setting.workers(); worker++) {
            program = program.with(workload.script(setting, worker).part(worker == 0 ? 0 : from, operations));
        }
        return program;
    }

    /// The workload with a specification in which weak memory sees whether its state is handed over.
    public static Workload witnessed(Workload workload) {
        return new WitnessedWorkload(workload);
    }

    /// The reason why a side cannot run on weak memory; empty if it can.
    /// @param transports that there are
    public static Optional<String> rejects(Side side, Setting setting, List<Transport> transports) {
        if (side.callsTheSystem()) {
            return Optional.of("it calls the operating system, which weak memory does not have");
        }
        if (setting.waiting().kind() == WaitStrategy.Kind.EVENTFD) {
            return Optional.of("weak memory has no eventfd; use --wait park, whose words are used in the same way");
        }
        if (!side.waits().isEmpty() && !side.waits().contains(WaitStrategy.Kind.PAUSE)) {
            return Optional.of("its locks are the JDK's, which do not use a region");
        }
        if (RegionTransports.isUnseen(side.substrate(), transports)) {
            return Optional.of(
                    "its queues are not in a region; messaging:ring is, and transports that say so (Transport.liesInRegions)");
        }
        return side.unavailable().or(() -> side.rejects(setting));
    }

    /// The substrate of its side.
    public String substrate() {
        return side.substrate();
    }

    @Override
    public String name() {
        String which = program.name().isEmpty() ? "" : " " + program.name();
        return "%s%s on %s, %s, w%d"
                .formatted(
                        workload.name(),
                        which,
                        side.substrate(),
                        setting.waiting().label(),
                        setting.workers());
    }

    @Override
    public Trial open(Consumer<Runnable> servers) {
        if (workload instanceof WitnessedWorkload witnessed) {
            witnessed.open();
        }
        Kernel kernel = side.open(setting);
        kernel.start(server -> new ServerThread(server, servers));
        Recording<Operation> recording = program.order() == ShortProgram.Order.REAL_TIME
                ? new Recording.Timed<>(setting.workers())
                : new Recording.Untimed<>(setting.workers());
        List<Caller> callers =
                IntStream.range(0, setting.workers()).mapToObj(kernel::caller).toList();
        program.first().ifPresent(script -> play(callers.getFirst(), script, recording::recordAlone));
        List<Runnable> workers = new ArrayList<>();
        for (int worker = 0; worker < setting.workers(); worker++) {
            int number = worker;
            Script script = program.workers().get(worker);
            workers.add(() -> play(callers.get(number), script, call -> recording.record(number, call)));
        }
        return new Trial() {
            @Override
            public List<Runnable> workers() {
                return workers;
            }

            @Override
            public Optional<String> verdict() {
                program.rest().ifPresent(script -> play(callers.getFirst(), script, recording::recordAlone));
                return recording.unexplained(workload.model(setting));
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

    private void play(Caller caller, Script script, Consumer<Supplier<Operation>> recording) {
        Payload payload = setting.payload();
        for (int i = 0; i < script.size(); i++) {
            int operation = i;
            script.load(operation, payload);
            Payload asked = copy(payload);
            recording.accept(() -> {
                int kind = script.kind(operation);
                long a = script.a(operation);
                long b = script.b(operation);
                long result = caller.call(kind, a, b, payload);
                return new Operation(kind, a, b, asked, result, copy(payload));
            });
        }
    }

    private static Payload copy(Payload payload) {
        Payload copy = new Payload(payload.length());
        copy.copy(payload);
        return copy;
    }
}
