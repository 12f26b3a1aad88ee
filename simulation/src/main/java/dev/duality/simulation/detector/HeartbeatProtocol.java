// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.List;

/// Everybody beats, and the first node observes. It knows of the others what their beats say and how long ago they
/// came, and so it cannot tell one that has crashed from one that stands still, until either beats again.
final class HeartbeatProtocol implements Protocol {
    private static final long MILLISECOND = 1_000_000;

    static final Parameter<String> PATIENCE =
            Parameter.oneOf("patience", "how the observer knows how long to wait for a beat", "phi", "fixed");
    static final Parameter<Long> INTERVAL = Parameter.integer(
            "interval", "time between two beats of a process", "ns", 10 * MILLISECOND, MILLISECOND, 1L << 40);
    static final Parameter<Long> TIMEOUT =
            Parameter.integer("timeout", "how long a fixed patience is", "ns", 50 * MILLISECOND, 1, 1L << 40);
    static final Parameter<Long> THRESHOLD =
            Parameter.integer("threshold", "the phi at which a process is suspected", "", 8, 1, 300);
    static final Parameter<Long> WINDOW =
            Parameter.integer("window", "how many gaps between beats phi is made from", "gaps", 1_000, 2, 1 << 20);
    static final Parameter<Long> DEVIATION = Parameter.integer(
            "deviation", "the least deviation of gaps that phi counts with", "ns", MILLISECOND, 0, 1L << 40);
    static final Parameter<Long> GRACE =
            Parameter.integer("grace", "silence that phi accepts beyond what gaps say", "ns", 0, 0, 1L << 40);
    static final Parameter<Long> ROUNDS =
            Parameter.integer("rounds", "how many intervals the observer looks on", "intervals", 1_000, 1, 1 << 24);

    @Override
    public String name() {
        return "heartbeat";
    }

    @Override
    public String description() {
        return "all beat, the first node observes: by a time-out, or by phi accrual (Hayashibara 2004)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(PATIENCE, INTERVAL, TIMEOUT, THRESHOLD, WINDOW, DEVIATION, GRACE, ROUNDS);
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        return new HeartbeatDeployment(Plan.of(setting, nodes), ObserverLog.NONE);
    }

    /// The work of the nodes.
    /// @param patience made anew for each life of a process
    record Plan(int nodes, long intervalNanos, long rounds, long seed, Patiences patience) {
        /// Makes the observer's patience with one life of a process.
        interface Patiences {
            Patience fresh();
        }

        static Plan of(Setting setting, int nodes) {
            Values values = setting.values();
            long interval = values.get(INTERVAL);
            return new Plan(nodes, interval, values.get(ROUNDS), setting.seed(), patience(values, interval));
        }

        private static Patiences patience(Values values, long interval) {
            if (values.get(PATIENCE).equals("fixed")) {
                Patience fixed = new Patience.Fixed(values.get(TIMEOUT));
                return () -> fixed;
            }
            return () -> new Patience.Phi(
                    values.get(THRESHOLD), values.getInt(WINDOW), values.get(DEVIATION), values.get(GRACE), interval);
        }
    }
}
