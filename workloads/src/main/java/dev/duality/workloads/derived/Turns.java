// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.shm.Region;
import dev.duality.workloads.Setting;

/// Numbers the requests of one caller, and says that their replies come in turn: a transport that keeps the order gives
/// an owner's replies in the order of the requests to it, each once. A request's sequence number is its number among
/// those to its owner, from 0, and its slot in the window.
final class Turns {
    /// Between two looks at the clock, and how long a reply may take, whatever else the machine does.
    private static final int LOOK = (1 << 12) - 1;

    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private static final int STRIDE = Region.APART / Long.BYTES;
    private static final int DUE = 1;

    private final int window;
    private final boolean inTurn;

    /// By owner, each on lines of its own, and at a distance from the array's ends: the next request's number, and that
    /// of the request whose reply is due; both times the window, so that a slot fits below.
    private final long[] numbers;

    /// @param inTurn whether replies come in the order of their requests; if not, a sequence number is the slot alone
    Turns(Setting setting, boolean inTurn) {
        this.window = setting.window();
        this.inTurn = inTurn;
        this.numbers = inTurn ? new long[(setting.owners() + 2) * STRIDE] : new long[0];
    }

    /// The sequence number of the next request to an owner.
    long next(int owner, int slot) {
        if (!inTurn) {
            return slot;
        }
        int at = (owner + 1) * STRIDE;
        long number = numbers[at];
        numbers[at] = number + window;
        return number + slot;
    }

    /// The slot of the request whose reply has come from an owner.
    /// @throws IllegalStateException if it was not its turn: a message was lost, doubled or overtaken
    int slot(int owner, long sequence) {
        int slot = (int) sequence & window - 1;
        if (inTurn) {
            int at = (owner + 1) * STRIDE + DUE;
            long due = numbers[at];
            if (sequence - slot != due) {
                throw outOfTurn(owner, sequence / window, due / window);
            }
            numbers[at] = due + window;
        }
        return slot;
    }

    private static IllegalStateException outOfTurn(int owner, long number, long due) {
        return new IllegalStateException(
                number < due
                        ? "the reply of owner %d to request %,d came twice: a message was doubled"
                                .formatted(owner, number)
                        : "the reply of owner %d to request %,d came, but that to request %,d was due: a message was lost or overtaken"
                                .formatted(owner, number, due));
    }

    /// Keeps a caller from waiting for ever for a message that was lost. Asked after each look that finds nothing.
    /// @param since what this gave the last time for the same reply, 0 at first
    /// @throws IllegalStateException if a reply is overdue
    long patience(int owner, int turn, long since) {
        if ((turn & LOOK) != LOOK || !inTurn) {
            return since;
        }
        long now = System.nanoTime();
        if (since != 0 && now - since > PATIENCE_NANOS) {
            throw new IllegalStateException(
                    "no reply of owner %d to request %,d in %d s: a message was lost, or the owner stands still"
                            .formatted(
                                    owner,
                                    numbers[(owner + 1) * STRIDE + DUE] / window,
                                    PATIENCE_NANOS / 1_000_000_000));
        }
        return since == 0 ? now : since;
    }
}
