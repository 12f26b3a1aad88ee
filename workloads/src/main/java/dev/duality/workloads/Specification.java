// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.Procedure;
import java.util.Map;
import java.util.OptionalLong;

/// A sequential object: what the operations of a workload mean. Used by one thread at a time; it takes no lock, reads
/// no clock and starts no thread.
///
/// ```java
/// final class Total implements Specification {
///     private long total;
///
///     public long apply(int kind, long a, long b, Payload payload) {
///         payload.length(0); // the reply carries no bytes
///         long before = total;
///         total += a;
///         return before;
///     }
///
///     public long digest() {
///         return total;
///     }
/// }
/// ```
public interface Specification extends Procedure {
    /// A number that differs when the state does, as good as surely. What it leaves out of the state no answer shows,
    /// or else the workload has a [Workload#model] of its own.
    long digest();

    /// Goes through a whole script `count` times, from its first pass on, as one operation after the other would, but
    /// quicker: a load of hundreds of millions of operations is done again after it, to know what it must have come to.
    /// @param count at least 1
    /// @return the sum of all results and of [dev.duality.shm.Payload#sum] of all replies; empty if there is no quicker
    ///     way, and then nothing has changed
    default OptionalLong passes(Script script, long count) {
        return OptionalLong.empty();
    }

    /// The counts that the state keeps about itself: hits, whatever the workload is about. Sides that are derived from
    /// the specification show it, so the names are the ones that hand-written sides use, too.
    default Map<String, Long> counts() {
        return Map.of();
    }
}
