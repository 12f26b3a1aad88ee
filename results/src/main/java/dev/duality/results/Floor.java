// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// One measurement of the machine itself: what a cache line, the clock and nothing at all cost.
///
/// @param when at which point of the run
/// @param cpus the two processors between which the line moved, empty if the threads were not pinned
/// @param forms each hand-written ping-pong that was tried; the lowest one is the floor
/// @param clockStepNanos the smallest difference that two readings of the clock show
/// @param clockCostNanos the time that one reading takes
/// @param idle stalls of threads that only read the clock, on the same two processors; empty if nobody watched
/// @param emptyMethodNanos what the harness adds to an operation that does nothing, if it was measured
public record Floor(
        Instant at,
        When when,
        List<Integer> cpus,
        List<Form> forms,
        double clockStepNanos,
        double clockCostNanos,
        Optional<Stalls> idle,
        OptionalDouble emptyMethodNanos) {
    /// At which point of the run.
    public enum When {
        BEFORE,
        BETWEEN,
        AFTER
    }

    /// One way to send a line there and back.
    ///
    /// @param name such as `two words, pause`
    /// @param roundTripNanos there and back
    public record Form(String name, double roundTripNanos) {
        public Form {
            Require.text("name of a floor's form", name);
            Require.positive("roundTripNanos", roundTripNanos);
        }
    }

    public Floor {
        Require.present("at", at);
        Require.present("when", when);
        cpus = Require.list("cpus", cpus);
        forms = Require.list("forms", forms);
        if (forms.isEmpty()) {
            throw new IllegalArgumentException("forms is empty, but a floor is the lowest of one form or more");
        }
        Require.measure("clockStepNanos", clockStepNanos);
        Require.measure("clockCostNanos", clockCostNanos);
        Require.optional("idle", idle);
        Require.measure("emptyMethodNanos", emptyMethodNanos);
    }

    /// The floor: the round trip of the form that was quickest.
    public double roundTripNanos() {
        return forms.stream().mapToDouble(Form::roundTripNanos).min().orElseThrow();
    }
}
