// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

/// The machine has come to a point from which nobody goes on.
public final class Stalled extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stalled(String message) {
        super(message);
    }
}
