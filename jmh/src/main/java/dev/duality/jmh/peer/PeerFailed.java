// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import dev.duality.shm.Diagnosis;

/// A peer has ended, hangs, or could not do what it was asked to.
public final class PeerFailed extends Diagnosis {
    private static final long serialVersionUID = 1;

    PeerFailed(String line) {
        super(line);
    }

    PeerFailed(String line, Throwable cause) {
        super(line, cause);
    }
}
