// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.GateVerdict;
import dev.duality.simulation.gate.Tolerance;
import dev.duality.simulation.interrupt.DeferredFigures.Deferred;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The facts that are known of deferred work in Sprite, and how ours are found.
public final class DeferredGates {
    private static final int SEEDS = 20;
    private static final Tolerance.Range FAIR = Tolerance.of("at most 1.5");

    private DeferredGates() {}

    /// All of them.
    public static List<Gate> all() {
        return List.of(new Gate(
                47,
                "Sprite, procServer.c, devQueue.c",
                "deferred work lost or done twice, by queues and by shared memory; the most done for a device over the least",
                "none; in turn; overflow is told",
                Tolerance.several("0; %s", FAIR),
                _ -> deferred()));
    }

    private static GateResult deferred() {
        long overflows = 0;
        double unfairness = 0;
        List<Deferred> all = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Deferred queued = DeferredFigures.queued(seed, true);
            Deferred pending = DeferredFigures.pending(seed, true);
            overflows += Math.min(queued.overflows(), pending.overflows());
            List<Deferred> wide = List.of(DeferredFigures.queued(seed, false), DeferredFigures.pending(seed, false));
            unfairness = Math.max(
                    unfairness,
                    wide.stream().mapToDouble(Deferred::unfairness).max().orElseThrow());
            all.addAll(List.of(queued, pending));
            all.addAll(wide);
        }
        Optional<String> violation =
                all.stream().flatMap(one -> one.violation().stream()).findFirst();
        if (violation.isPresent() || overflows == 0) {
            return new GateResult(violation.orElse("no ring was ever full"), GateVerdict.MISSED);
        }
        return GateResult.of(
                FAIR.holds(unfairness),
                "0 of %,d, though rings were full; %.2f"
                        .formatted(all.stream().mapToLong(Deferred::raised).sum(), unfairness));
    }
}
