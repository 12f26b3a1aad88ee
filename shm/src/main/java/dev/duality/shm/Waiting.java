// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import dev.duality.shm.WaitStrategy.Kind;
import java.util.Arrays;
import java.util.Optional;

/// A way to wait in full: its kind, and the pauses of the processor's before its second look. A thread that has just
/// asked or answered would look before a reply can be there, and each look takes the line from the one who is about to
/// write it; how long that is differs from machine to machine.
///
/// @param kind what it does between two looks
/// @param pauses how many pauses a wait begins with, 1 to [#MOST_PAUSES]; 0 for a kind that has none
public record Waiting(Kind kind, int pauses) {
    /// As many as the longest step of [Kind#BACKOFF].
    public static final int MOST_PAUSES = 64;

    private static final int DOUBLINGS = 6;

    /// @throws IllegalArgumentException if the kind has no such number of pauses
    public Waiting {
        if (kind.usualPauses() == 0 ? pauses != 0 : pauses < 1 || pauses > MOST_PAUSES) {
            throw new Slip(
                    kind.usualPauses() == 0
                            ? "%s begins with no pauses, so their number cannot be set".formatted(kind.label())
                            : "%s begins with %,d pauses, but must begin with 1 to %d"
                                    .formatted(kind.label(), pauses, MOST_PAUSES));
        }
    }

    /// The pauses of one who backs off behind so many looks in vain; 0 where it yields.
    /// @param first the pauses that it begins with
    public static int backedOff(int first, int attempt) {
        return attempt > 4 * DOUBLINGS || attempt < 0 // below 0: so long a wait that the number ran over
                ? 0
                : Math.min(first << Math.min(attempt, DOUBLINGS - 1), MOST_PAUSES);
    }

    /// With as many pauses as when nobody says.
    public static Waiting of(Kind kind) {
        return new Waiting(kind, kind.usualPauses());
    }

    /// Reads what [#label] writes, and `pause:2` for the usual, too; empty if that is no way to wait.
    public static Optional<Waiting> parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        Optional<Kind> kind = Arrays.stream(Kind.values())
                .filter(one -> one.label().equals(word))
                .findFirst();
        if (colon < 0) {
            return kind.map(Waiting::of);
        }
        String pauses = text.substring(colon + 1);
        return kind.filter(one -> one.usualPauses() > 0 && pauses.matches("[1-9][0-9]?"))
                .filter(_ -> Integer.parseInt(pauses) <= MOST_PAUSES)
                .map(one -> new Waiting(one, Integer.parseInt(pauses)));
    }

    /// Whether it begins with as many pauses as when nobody says.
    public boolean isUsual() {
        return pauses == kind.usualPauses();
    }

    /// The same pauses, by another kind.
    public Waiting withKind(Kind other) {
        return other.usualPauses() == 0 || kind.usualPauses() == 0 ? of(other) : new Waiting(other, pauses);
    }

    /// As users write it: `pause`, or `pause:16` for one that begins with another number of pauses than the usual.
    public String label() {
        return isUsual() ? kind.label() : kind.label() + ":" + pauses;
    }
}
