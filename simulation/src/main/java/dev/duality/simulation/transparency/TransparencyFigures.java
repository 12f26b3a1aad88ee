// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.transparency;

import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.transparency.SystemCall;
import dev.duality.workloads.transparency.TransparencyWorkload;
import java.util.List;
import java.util.Map;

/// Figures of the cost of calls by where they are handled, in virtual time. The same seed gives the same figures.
final class TransparencyFigures {
    private static final long RETRY_NANOS = 1_000_000_000_000L; // nothing is lost here
    private static final int TIMES = 100;

    private final TransparencyWorkload workload = new TransparencyWorkload();
    private final long seed;

    TransparencyFigures(long seed) {
        this.seed = seed;
    }

    Setting setting(int piece, long operations) {
        return Setting.of(
                        workload,
                        Values.of(
                                workload,
                                Map.of("piece", Integer.toString(piece), "operations", Long.toString(operations))))
                .withSeed(seed);
    }

    /// Plays a program until all its calls have been answered.
    static HomeDeployment run(Setting setting, Script script, String handled, long serviceNanos, Network network) {
        HomeDeployment deployment =
                new HomeDeployment(setting, new HomeProtocol.Plan(1, handled, serviceNanos, RETRY_NANOS), _ -> script);
        Simulation simulation = new Simulation(deployment.nodes(), network, setting.seed(), setting.payloadBytes());
        simulation.start();
        while (!deployment.finished()) {
            if (!simulation.step() || deployment.violation().isPresent()) {
                throw new IllegalStateException(deployment.violation().orElse("nothing is left to happen"));
            }
        }
        return deployment;
    }

    /// The transcript of a program, wherever its calls are handled.
    byte[] transcript(String handled, long operations) {
        Setting setting = setting(64, operations);
        return run(setting, workload.script(setting, 0), handled, 0, Network.PERFECT)
                .transcript(0);
    }

    /// The ratio of the time of calls at home to that of calls here.
    ///
    /// @param calls made over and over, in this order
    /// @param bytes that a write has
    /// @param millis how long each takes where it is handled
    /// @param callMillis an empty call to another host, there and back
    /// @param perKilobyteMillis each kilobyte of it
    double remoteOverLocal(
            List<SystemCall> calls, int bytes, double millis, double callMillis, double perKilobyteMillis) {
        Setting setting = setting(bytes, 1);
        Script.Builder script = Script.builder();
        for (int i = 0; i < TIMES; i++) {
            for (SystemCall call : calls) {
                switch (call) {
                    case OPEN -> script.add(call.kind(), 0, SystemCall.open(0, SystemCall.READING));
                    case SIGNAL -> script.add(call.kind(), 0, SystemCall.signal(0, 1));
                    case WRITE -> script.add(call.kind(), 0, 0, bytes, i);
                    case CLOSE, READ, SEEK, WAIT -> script.add(call.kind(), 0, 0);
                }
            }
        }
        Network network = Network.PERFECT
                .withDelay(Delay.constant(Math.round(1e6 * callMillis / 2)))
                .withNanosPerKilobyte(Math.round(1e6 * perKilobyteMillis));
        Script made = script.build();
        return total(run(setting, made, HomeProtocol.HOME, Math.round(1e6 * millis), network), calls)
                / total(run(setting, made, HomeProtocol.HERE, Math.round(1e6 * millis), network), calls);
    }

    private static double total(HomeDeployment run, List<SystemCall> calls) {
        return calls.stream().mapToDouble(run.checker()::meanNanos).sum();
    }
}
