// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.play;

/// How a play came out.
public sealed interface Ending {
    /// All work was done or given up, and all that must hold did.
    record Finished() implements Ending {}

    /// Something that must hold did not, or a node threw.
    /// @param event after which event it was seen, from 1; 0 at the start
    /// @param line what it was
    record Violated(long event, String line) implements Ending {}

    /// Nothing is left to happen, and the work is not done: everybody waits for something that never comes.
    record Stuck() implements Ending {}

    /// It was broken off, because it took too much virtual time or too many events.
    record BrokenOff() implements Ending {}

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
            case BrokenOff() -> "broken off before the work was done";
        };
    }
}
