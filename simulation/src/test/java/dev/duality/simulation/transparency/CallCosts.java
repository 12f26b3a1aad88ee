// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.transparency;

import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.transparency.SystemCall;
import dev.duality.workloads.transparency.TransparencyWorkload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The cost of each call as a line over the delay of a message.
///
/// @param nanos what a call takes at no delay
/// @param slope the growth of it for each nanosecond of delay one way
record CallCosts(double nanos, double slope) {
    private static final long[] DELAYS = {0, 10_000, 100_000, 1_000_000, 10_000_000};

    /// By least squares over delays up to 10 ms.
    static Map<SystemCall, CallCosts> of(TransparencyFigures figures, String handled, long serviceNanos) {
        Setting setting = figures.setting(64, 10_600);
        Script script = new TransparencyWorkload().script(setting, 0);
        List<TransparencyChecker> runs = new ArrayList<>();
        for (long delay : DELAYS) {
            Network network = Network.PERFECT.withDelay(Delay.constant(delay));
            runs.add(TransparencyFigures.run(setting, script, handled, serviceNanos, network)
                    .checker());
        }
        Map<SystemCall, CallCosts> costs = new EnumMap<>(SystemCall.class);
        for (SystemCall call : SystemCall.values()) {
            costs.put(
                    call,
                    line(runs.stream().mapToDouble(each -> each.meanNanos(call)).toArray()));
        }
        return costs;
    }

    private static CallCosts line(double[] nanos) {
        double meanDelay = 0;
        double meanNanos = 0;
        for (int i = 0; i < DELAYS.length; i++) {
            meanDelay += (double) DELAYS[i] / DELAYS.length;
            meanNanos += nanos[i] / DELAYS.length;
        }
        double both = 0;
        double square = 0;
        for (int i = 0; i < DELAYS.length; i++) {
            both += (DELAYS[i] - meanDelay) * (nanos[i] - meanNanos);
            square += (DELAYS[i] - meanDelay) * (DELAYS[i] - meanDelay);
        }
        double slope = both / square;
        return new CallCosts(meanNanos - slope * meanDelay, slope);
    }
}
