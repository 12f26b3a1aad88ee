// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.List;

/// The machine has come to a point from which nobody goes on.
public final class Stalled extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Stalled(String message) {
        super(message);
    }

    /// Of cores that have not all ended.
    static Stalled of(List<Core> cores) {
        StringBuilder text = new StringBuilder();
        for (Core core : cores) {
            if (core.state != Core.State.ENDED) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append("core ")
                        .append(core.number)
                        .append(' ');
                text.append(core.state == Core.State.ASLEEP ? "waits for a word to change" : "waits for a line");
            }
        }
        return new Stalled("nobody can go on: " + text);
    }
}
