// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.gate;

import java.util.function.Function;

/// One published result, and how ours is found.
///
/// @param number ours, for users to choose by
/// @param source who published it, and when
/// @param what it is about
/// @param paper the value there
/// @param tolerance what counts as agreement
/// @param check finds ours; the same constants give the same finding
public record Gate(
        int number,
        String source,
        String what,
        String paper,
        Tolerance tolerance,
        Function<Constants, GateResult> check) {}
