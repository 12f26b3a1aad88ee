// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.shm.Diagnosis;
import dev.duality.shm.Padding;
import dev.duality.workloads.Setting;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// Numbers the requests of one caller, and says that their replies come in turn: a transport that keeps the order gives
/// an owner's replies in the order of the requests to it, each once; another one gives each once, in any order. A
/// request's sequence number is its number among those to its owner, from 0, and its slot in the window.
final class Turns {
    /// Between two looks at the clock, and how long a reply may take, whatever else the machine does.
    private static final int LOOK = (1 << 12) - 1;

    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private static final String SILENT = "a message was lost, or the owner stands still";
    private static final String WAITS =
            "a message was lost, the owner stands still, or nobody has done what it waits for";

    /// Whoever is owed a reply.
    static final int ANY = -1;

    private static final long NONE = -1;

    /// The fields that change with each request to an owner, and with each of its replies.
    private abstract static class TurnFields extends Padding {
        long next; // the next request's number
        long due; // that of the request whose reply is due
    }

    /// The requests to one owner, on lines of their own. Numbers are times the window, so that a slot fits below.
    private static final class Turn extends TurnFields {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
    }

    private final int window;
    private final boolean inTurn;
    private final long patienceNanos;
    private final String silent; // why a reply may be overdue
    private final LongSupplier nanos;
    private final Turn[] turns; // by owner

    /// By slot, the sequence number of the request that is under way in it; nothing where replies come in turn.
    private final long[] awaited;

    private long answeredBefore; // at the last look: how many replies had come, times the window

    /// @param inTurn whether replies come in the order of their requests
    Turns(Setting setting, boolean inTurn) {
        this(setting, inTurn, PATIENCE_NANOS, SILENT, System::nanoTime);
    }

    private Turns(Setting setting, boolean inTurn, long patienceNanos, String silent, LongSupplier nanos) {
        this.window = setting.window();
        this.inTurn = inTurn;
        this.patienceNanos = patienceNanos;
        this.silent = silent;
        this.nanos = nanos;
        this.turns = new Turn[setting.owners()];
        Arrays.setAll(turns, _ -> new Turn());
        this.awaited = new long[inTurn ? 0 : window];
        Arrays.fill(awaited, NONE);
    }

    /// Those of a caller whose requests may wait for others': replies come as the owner can give them, and a request
    /// may stand behind one of each worker.
    static Turns ofGuarded(Setting setting) {
        return ofGuarded(setting, System::nanoTime);
    }

    /// By a clock that the caller gives.
    static Turns ofGuarded(Setting setting, LongSupplier nanos) {
        return new Turns(setting, false, setting.workers() * PATIENCE_NANOS, WAITS, nanos);
    }

    /// The sequence number of the next request to an owner.
    long next(int owner, int slot) {
        Turn turn = turns[owner];
        long sequence = turn.next + slot;
        turn.next += window;
        if (!inTurn) {
            awaited[slot] = sequence;
        }
        return sequence;
    }

    /// The slot of the request whose reply has come from an owner.
    /// @throws Diagnosis if it was not its turn: a message was lost, doubled or overtaken
    int slot(int owner, long sequence) {
        Turn turn = turns[owner];
        long due = turn.due;
        long slot = sequence - due; // in turn: what the number of the request leaves
        if (!inTurn) {
            slot = sequence & window - 1;
            if (awaited[(int) slot] != sequence) {
                throw cameTwice(owner, sequence / window);
            }
            awaited[(int) slot] = NONE;
        } else if (Long.compareUnsigned(slot, window) >= 0) {
            throw outOfTurn(owner, sequence / window, due / window);
        }
        turn.due = due + window;
        return (int) slot;
    }

    private static Diagnosis outOfTurn(int owner, long number, long due) {
        return number < due
                ? cameTwice(owner, number)
                : new Diagnosis(
                        "the reply of owner %d to request %,d came, but that to request %,d was due: a message was lost or overtaken"
                                .formatted(owner, number, due));
    }

    private static Diagnosis cameTwice(int owner, long number) {
        return new Diagnosis(
                "the reply of owner %d to request %,d came twice: a message was doubled".formatted(owner, number));
    }

    /// Keeps a caller from waiting for ever for a message that was lost. Asked after each look that finds nothing.
    /// @param owner whose reply is waited for; [#ANY] if that of several
    /// @param since what this gave the last time for the same reply, 0 at first
    /// @throws Diagnosis if a reply is overdue
    long patience(int owner, int attempt, long since) {
        if ((attempt & LOOK) != LOOK) {
            return since;
        }
        long now = nanos.getAsLong();
        long answered = answered();
        if (since == 0 || answered != answeredBefore) {
            answeredBefore = answered;
            return now;
        }
        if (now - since > patienceNanos) {
            int late = owner == ANY ? late() : owner;
            throw new Diagnosis("no reply of owner %d to request %,d in %d s: %s"
                    .formatted(late, due(late), patienceNanos / 1_000_000_000, silent));
        }
        return since;
    }

    private long answered() {
        long answered = 0;
        for (Turn turn : turns) {
            answered += turn.due;
        }
        return answered;
    }

    /// The first owner that has not answered everything.
    private int late() {
        int owner = 0;
        while (owner < turns.length - 1 && turns[owner].next == turns[owner].due) {
            owner++;
        }
        return owner;
    }

    /// The number of the oldest request that has no reply.
    private long due(int owner) {
        return inTurn
                ? turns[owner].due / window
                : Arrays.stream(awaited).filter(one -> one != NONE).min().orElse(0) / window;
    }
}
