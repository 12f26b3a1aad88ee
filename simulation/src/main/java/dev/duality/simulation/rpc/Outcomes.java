// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import dev.duality.simulation.protocol.CallTimes;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// The outcomes of one client's calls, kept outside of it: they survive the client's crashes. Written by the
/// client's thread alone.
final class Outcomes {
    /// The end of a call.
    enum Ending {
        /// It was not begun.
        NONE,
        /// It is under way, or its client has crashed meanwhile.
        BEGUN,
        /// Its reply came.
        SUCCEEDED,
        /// Its reply came, and the data are not its own.
        GARBLED,
        /// No answer, as often as it was sent.
        GIVEN_UP,
        /// The server was restarted meanwhile.
        REJECTED
    }

    long retries;
    long fragmentsResent;
    long restartsSeen;

    private final Ending[] endings; // by call, numbered from 1
    private final long[] results;
    private final AtomicInteger unfinished;
    private final CallTimes times;
    private int begun;
    private boolean finished;

    /// @param unfinished how many clients still have calls to make
    /// @param times gets how long those took that succeeded, of all clients
    Outcomes(int calls, AtomicInteger unfinished, CallTimes times) {
        this.endings = new Ending[calls + 1];
        this.results = new long[calls + 1];
        this.unfinished = unfinished;
        this.times = times;
        Arrays.fill(endings, Ending.NONE);
    }

    int calls() {
        return endings.length - 1;
    }

    /// The number of the next call.
    /// @return 0 if there is none left
    int begin() {
        if (begun == calls()) {
            return 0;
        }
        begun++;
        endings[begun] = Ending.BEGUN;
        return begun;
    }

    void ended(int call, Ending how, long result) {
        endings[call] = how;
        results[call] = result;
    }

    /// A call that succeeded took so long, all its tries together.
    void took(long nanos) {
        times.add(nanos);
    }

    /// All calls have ended. A client that is restarted after that says it again.
    void finished() {
        if (!finished) {
            finished = true;
            unfinished.decrementAndGet();
        }
    }

    Ending outcome(int call) {
        return endings[call];
    }

    long result(int call) {
        return results[call];
    }

    /// The number of calls that ended so.
    long count(Ending how) {
        long count = 0;
        for (int call = 1; call < endings.length; call++) {
            count += endings[call] == how ? 1 : 0;
        }
        return count;
    }
}
