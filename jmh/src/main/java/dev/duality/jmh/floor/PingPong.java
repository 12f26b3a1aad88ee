// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.floor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// One cache line, there and back: one thread writes a number, the other sees it and writes it back. The lowest of the
/// forms is row 0 of every table.
///
/// - **Threads:** one calls [#roundTrips], another runs [#answer] until [#stop]. After a stop both may begin again,
///   once the answering thread has come out of [#answer].
public final class PingPong {
    /// The hand-written forms.
    public enum Form {
        TWO_WORDS("two words", false, false),
        TWO_WORDS_PAUSE("two words, pause", false, true),
        ONE_WORD("one word", true, false),
        ONE_WORD_PAUSE("one word, pause", true, true);

        private final String words;
        private final boolean oneWord;
        private final boolean pauses;

        Form(String words, boolean oneWord, boolean pauses) {
            this.words = words;
            this.oneWord = oneWord;
            this.pauses = pauses;
        }

        /// The form in words, as tables show it.
        public String text() {
            return words;
        }
    }

    /* `ping` has one writer, the asking thread, and `pong` one, the answering thread; where both are one word, odd
     * numbers are questions and even ones answers, so that each value has one writer.
     *
     *   asking     A1 release ping = n       A2 acquire pong until it is the answer to n      A3 release ping = stop
     *   answering  B1 acquire ping until it is a new question       B2 release pong = its answer
     *              B3 release ping = rest, after a stop
     *
     * Each side waits for a value that only the other side writes, so a round trip moves each word's line there and
     * back, and nothing can overlap. After B3 no stop is left that would end the next answer at once; the next A1 comes
     * later than B3, since the asking thread waits elsewhere until the other one is out of here. */
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PING = 32; // 256 bytes from the array's ends and from PONG
    private static final int PONG = 64;
    private static final long STOP = -1;
    private static final long REST = 0;

    private final long[] words = new long[96];
    private final int pong;
    private final boolean oneWord;
    private final boolean pauses;
    private long number; // of the asking thread, written once a call
    private long awaited = 1; // of the answering thread, likewise

    public PingPong(Form form) {
        this.oneWord = form.oneWord;
        this.pauses = form.pauses;
        this.pong = oneWord ? PING : PONG;
    }

    /// Sends the line there and back.
    /// @param count how often
    /// @return the last number that came back
    public long roundTrips(int count) {
        long[] w = words;
        int back = pong;
        long n = number;
        boolean pause = pauses;
        for (int i = 0; i < count; i++) {
            n += 2;
            WORDS.setRelease(w, PING, n - 1); // A1: an odd number
            while ((long) WORDS.getAcquire(w, back) != n) { // A2
                if (pause) {
                    Thread.onSpinWait();
                }
            }
        }
        number = n;
        return n;
    }

    /// Answers until it is stopped.
    public void answer() {
        long[] w = words;
        int back = pong;
        boolean pause = pauses;
        long n = awaited;
        while (true) {
            long seen = (long) WORDS.getAcquire(w, PING); // B1
            if (seen == n) {
                WORDS.setRelease(w, back, n + 1); // B2
                n += 2;
            } else if (seen == STOP) {
                awaited = n;
                WORDS.setRelease(w, PING, REST); // B3
                return;
            } else if (pause) {
                Thread.onSpinWait();
            }
        }
    }

    /// Ends [#answer]. Called by the asking thread.
    public void stop() {
        WORDS.setRelease(words, PING, STOP); // A3
    }
}
