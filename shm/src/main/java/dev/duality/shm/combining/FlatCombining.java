// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.combining;

import dev.duality.shm.Diagnosis;
import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;

/// Applies operations of many parties to one sequential state by flat combining (Hendler, Incze, Shavit and Tzafrir,
/// "Flat Combining and the Synchronization-Parallelism Tradeoff", SPAA 2010): a party publishes its operation, and
/// the one that gets the lock applies all that are published.
///
/// - **Threads:** each party one at a time; parties as many as waits.
/// - **Ordering:** operations happen one after the other; each happens-before the return of its own call and the
///   operations after it.
/// - **Progress:** blocking, like the lock inside.
/// - **Errors:** what the procedure throws is thrown to the party that asked for the operation, whoever applied it. An
///   interrupt ends a call with [WaitStrategy.Interrupted], and its party for good: the operation is published, and
///   somebody may be applying it. Another call of that party is refused with an [IllegalStateException].
public final class FlatCombining {
    /* A party owns its record while `asked` = `answered`, the combiner while they differ. The state belongs to the
     * lock's holder. Tried by FlatCombiningStress, FlatCombiningSleepStress and FlatCombiningTest.
     *
     *   party     P1 record = operation   P2 release asked = n      P3 acquire answered, is it n?  P4 reads the result
     *   combiner  C1 acquire asked, new?  C2 applies, writes result C3 release answered = asked
     *   lock      L1 compare-and-set 0 -> 1 (acquire)               L2 release 0; where waits sleep:
     *             L3 fence, signals every party that asked and was not answered
     *
     * The combiner reads whole operations: C1 sees a P2. The party reads its own result: P3 sees the C3 for its n.
     * The state is handed on by L2 and L1. Every operation is applied once: only a lock holder answers, and it answers
     * those that differ.
     * Nobody sleeps for ever: who publishes after the scan passed it looks at the lock once more when it has said that
     * it will sleep (O1 of ParkWait, a fence). Either it finds the 0 of L2, and combines; or L2 comes after that look,
     * and then L3, behind its own fence, sees both that it asked and that it sleeps.
     * An operation that throws is answered like any other, so nobody applies it again.
     * Weaker breaks it: with P2 or C3 opaque the other side may read an unwritten operation or result; without the
     * fence of L3 its looks may pass L2.
     * Stronger is waste: the lock orders combiners; a party and its combiner meet in two words and nowhere else.
     */
    private static final long ASKED = 0;
    private static final long KIND = 8;
    private static final long A = 16;
    private static final long B = 24;
    private static final long ANSWERED = 32; // in the record's own line: it goes back and forth as one
    private static final long RESULT = 40;
    private static final long THREW = 48; // 1 if there is something in `thrown` instead of a result
    private static final long ENDED = 56; // 1 if an interrupt has ended the party; its own
    private static final long COMBININGS = 0; // of a party's own words
    private static final long SERVED = 8;

    private final Region region;
    private final long lock;
    private final long records;
    private final long own; // words that a party alone writes: what it has combined; all look at the lock's line
    private final Procedure state;
    private final WaitStrategy[] waits;
    private final Payload[] payloads;
    private final Throwable[] thrown; // by party
    private final boolean sleeps;

    /// The bytes that `parties` take.
    public static long bytes(int parties) {
        return (1L + 2L * parties) * Region.APART;
    }

    /// A view onto [#bytes] bytes of a region.
    /// @param offset a multiple of [Region#APART]
    /// @param state what operations are applied to
    /// @param waits how each party waits; its index is the party's number
    public FlatCombining(Region region, long offset, Procedure state, WaitStrategy[] waits) {
        RegionLayout.requireApart(offset);
        this.region = region;
        this.lock = offset;
        this.records = offset + Region.APART;
        this.own = records + (long) waits.length * Region.APART;
        this.state = state;
        this.waits = waits;
        this.payloads = new Payload[waits.length];
        this.thrown = new Throwable[waits.length];
        this.sleeps = waits[0].sleeps();
    }

    /// Has one operation applied, and waits for its result.
    /// @param payload the operation's bytes; on return the reply's
    /// @throws WaitStrategy.Interrupted if the calling thread is interrupted while it waits; the operation may happen
    ///     all the same
    /// @throws IllegalStateException if that has happened to a call of this party before
    @SuppressWarnings("ReferenceEquality") // the same object is meant
    public long apply(int party, int kind, long a, long b, Payload payload) {
        long record = records + (long) party * Region.APART;
        if (region.getPlain(record + ENDED) != 0) {
            throw new Diagnosis(
                    "an interrupt has ended party %d while its operation was under way, which others may still apply; take a new structure"
                            .formatted(party));
        }
        long attempt = region.getPlain(record + ASKED) + 1;
        if (payloads[party] != payload) { // mostly the same one, and the array's lines are everybody's
            payloads[party] = payload;
        }
        region.setPlain(record + KIND, kind); // P1
        region.setPlain(record + A, a);
        region.setPlain(record + B, b);
        region.setRelease(record + ASKED, attempt); // P2
        await(party, record, attempt);
        if (region.getPlain(record + THREW) != 0) {
            throw rethrown(party);
        }
        return region.getPlain(record + RESULT); // P4
    }

    private void await(int party, long record, long attempt) {
        WaitStrategy wait = waits[party];
        try {
            for (int looks = 0; region.getAcquire(record + ANSWERED) != attempt; looks++) { // P3
                if (region.getOpaque(lock) == 0 && region.compareAndSet(lock, 0, 1)) { // L1
                    combine(party);
                } else {
                    wait.idle(looks);
                }
            }
        } catch (WaitStrategy.Interrupted e) {
            region.setPlain(record + ENDED, 1);
            throw e;
        }
    }

    private RuntimeException rethrown(int party) {
        if (thrown[party] instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown[party];
    }

    private void combine(int combiner) {
        try {
            long served = 0;
            for (int party = 0; party < payloads.length; party++) {
                long record = records + (long) party * Region.APART;
                long asked = region.getAcquire(record + ASKED); // C1
                if (asked != region.getPlain(record + ANSWERED)) {
                    serve(party, record); // C2
                    region.setRelease(record + ANSWERED, asked); // C3
                    waits[party].signal();
                    served++;
                }
            }
            add(combiner, COMBININGS, 1);
            add(combiner, SERVED, served);
        } finally {
            region.setRelease(lock, 0); // L2
            if (sleeps) {
                signalUnanswered();
            }
        }
    }

    private void add(int party, long word, long count) {
        long at = own + (long) party * Region.APART + word;
        region.setPlain(at, region.getPlain(at) + count);
    }

    /// Applies a party's operation. An exception belongs to the party that asked, whoever applies it.
    private void serve(int party, long record) {
        try {
            long result = state.apply(
                    (int) region.getPlain(record + KIND),
                    region.getPlain(record + A),
                    region.getPlain(record + B),
                    payloads[party]);
            region.setPlain(record + RESULT, result);
            region.setPlain(record + THREW, 0);
        } catch (RuntimeException | Error e) {
            thrown[party] = e;
            region.setPlain(record + THREW, 1);
        }
    }

    private void signalUnanswered() {
        region.fullFence(); // L3
        for (int party = 0; party < payloads.length; party++) {
            long record = records + (long) party * Region.APART;
            if (region.getOpaque(record + ASKED) != region.getOpaque(record + ANSWERED)) {
                waits[party].signal();
            }
        }
    }

    /// Counts the rounds in which a party combined. Read while no operation is under way.
    public long combinings() {
        return sum(COMBININGS);
    }

    /// Counts the operations that were applied in those rounds. Read while no operation is under way.
    public long served() {
        return sum(SERVED);
    }

    private long sum(long word) {
        long sum = 0;
        for (int party = 0; party < waits.length; party++) {
            sum += region.getPlain(own + (long) party * Region.APART + word);
        }
        return sum;
    }
}
