// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

/// The request of a core for a line. One transaction of the line answers it.
final class LineRequest {
    /// The kind of request.
    enum Kind {
        /// A copy to read.
        LOAD,
        /// The line alone, for stores.
        OWN,
        /// An atomic operation.
        UPDATE
    }

    final Kind kind;
    final Core core;
    final CacheLine line;
    final double asked;

    LineRequest(Kind kind, Core core, CacheLine line, double asked) {
        this.kind = kind;
        this.core = core;
        this.line = line;
        this.asked = asked;
    }
}
