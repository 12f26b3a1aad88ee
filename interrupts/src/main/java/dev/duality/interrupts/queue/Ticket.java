// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.Source;

/// The word that goes with an interrupt from message to message: its source, its device, the source's tag for it,
/// and its number, of which the low 32 bits are enough to tell which of two is later.
final class Ticket {
    static {
        assert Arrangement.MAX_DEVICES <= 1 << 8 && Source.TAGS == 1 << 16;
    }

    private Ticket() {}

    static long of(int source, int device, int tag, int number) {
        return (long) source << 56 | (long) device << 48 | (long) tag << 32 | number & 0xFFFF_FFFFL;
    }

    static int source(long ticket) {
        return (int) (ticket >>> 56);
    }

    static int device(long ticket) {
        return (int) (ticket >>> 48) & 0xFF;
    }

    static int tag(long ticket) {
        return (int) (ticket >>> 32) & 0xFFFF;
    }

    static int number(long ticket) {
        return (int) ticket;
    }

    /// Whether `number` is later than `other`, if they are less than 2^31 apart.
    static boolean isLater(int number, int other) {
        return number - other > 0;
    }
}
