// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.contract.LayoutContract;
import java.util.Map;
import java.util.Set;

class LayoutTest implements LayoutContract {
    @Override
    public Map<String, Set<String>> changing() {
        return Map.of(
                "derived.CallerNode", Set.of("ended", "idleSince", "result", "underWay", "port", "completions"),
                "derived.TellingNode",
                        Set.of(
                                "issued",
                                "asked",
                                "done",
                                "result",
                                "called",
                                "port",
                                "completions",
                                "ended",
                                "idleSince"),
                "derived.Turns$Turn", Set.of("next", "due"),
                "echo.LineSide$LineKernel$LineCaller", Set.of("ended", "slot", "payload", "n", "result"),
                "echo.LineSide$LineKernel$LineServer", Set.of("failedPolls", "last"),
                "echo.RingSide$RingCaller", Set.of("ended", "slot", "payload", "result", "data"),
                "echo.RingSide$RingServer", Set.of("failedPolls"),
                "interrupt.InterruptCaller", Set.of("ended", "result", "completions"),
                "prefix.Current", Set.of("table"),
                "replication.ClientNode",
                        Set.of("ended", "idleSince", "result", "underWay", "view", "primary", "port", "completions"));
    }
}
