// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.run;

/// The outcome of a play.
public sealed interface SimulationOutcome {
    /// All work was done or given up, and all that must hold did.
    record Finished() implements SimulationOutcome {}

    /// Something that must hold did not, or a node threw.
    /// @param event after which event it was seen, from 1; 0 at the start
    /// @param line what it was
    record Violated(long event, String line) implements SimulationOutcome {}

    /// Nothing is left to happen, and the work is not done: everybody waits for something that never comes.
    record Stuck() implements SimulationOutcome {}

    /// It was broken off, because it took too much of something.
    record BrokenOff(Limit limit) implements SimulationOutcome {}

    /// Of what a play took too much.
    enum Limit {
        TIME("its virtual time was over"),
        EVENTS("it took as many events as it may"),
        WAITING("more waits in the network than %d MiB hold: nodes send faster than their messages can leave"
                .formatted(SimulationRun.MOST_WAITING_BYTES >> 20)),
        MEMORY("it does not fit the memory that there is");

        private final String why;

        Limit(String why) {
            this.why = why;
        }

        /// In words.
        public String why() {
            return why;
        }
    }

    /// Whether it shows that the protocol is wrong.
    default boolean isFailure() {
        return switch (this) {
            case Violated _, Stuck _ -> true;
            case Finished _, BrokenOff _ -> false;
        };
    }

    /// In words.
    default String line() {
        return switch (this) {
            case Finished() -> "finished, and all that must hold did";
            case Violated(long event, String line) -> "after event %,d: %s".formatted(event, line);
            case Stuck() -> "nothing is left to happen, but the work is not done";
            case BrokenOff(Limit limit) -> "broken off before the work was done: " + limit.why();
        };
    }
}
