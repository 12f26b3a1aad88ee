// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import dev.duality.shm.Diagnosis;

/// A history has too many possible orders to try them all.
public final class UndecidedException extends Diagnosis {
    private static final long serialVersionUID = 1;

    UndecidedException(int steps) {
        super("no answer after %,d steps; check shorter histories, or fewer calls at once".formatted(steps));
    }
}
