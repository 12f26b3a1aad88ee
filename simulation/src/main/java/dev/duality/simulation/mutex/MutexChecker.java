// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mutex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sees every event of every process, which no process does, and objects to what must not be. It keeps the log of what
/// was sent until it has arrived, and works out for itself which events each event comes after.
///
/// - **Threads:** any. What it sees first happened first: a process tells of an entry when it is inside, and of an exit
///   before anybody else can know.
final class MutexChecker {
    /// The knowledge of a send: when it was, and all that came before it.
    private static final class Sent {
        final long clock;
        final long[] past;
        int underWay; // how many copies have not arrived

        Sent(long clock, long[] past, int receivers) {
            this.clock = clock;
            this.past = past;
            this.underWay = receivers;
        }
    }

    private record Event(int process, long number) {}

    private static final int NOBODY = -1;

    private final LamportProtocol.Plan plan;
    private final long[][] pasts; // of each process: how many events of each come before its next one, by the log
    private final long[] clocks; // of each process at its last event
    private final Map<Event, Sent> sent = new HashMap<>();
    private final long[] entries;
    private final boolean[] asking; // who has asked and is not inside yet
    private final long[] sends = new long[3]; // copies, by kind
    private int inside = NOBODY;
    private long grantedTime;
    private int grantedTo = NOBODY;
    private int done;
    private volatile Optional<String> violation = Optional.empty();
    private volatile boolean finished;

    MutexChecker(LamportProtocol.Plan plan) {
        this.plan = plan;
        this.pasts = new long[plan.nodes()][plan.nodes()];
        this.clocks = new long[plan.nodes()];
        this.entries = new long[plan.nodes()];
        this.asking = new boolean[plan.nodes()];
    }

    /// A process sends copies of one message to so many others.
    synchronized void sends(int process, int kind, long clock, long[] vector, int receivers) {
        happens(process, clock, vector);
        sends[kind] += receivers;
        asking[process] |= kind == LamportNode.REQUEST;
        if (receivers > 0) {
            sent.put(new Event(process, pasts[process][process]), new Sent(clock, pasts[process].clone(), receivers));
        }
    }

    /// A process receives.
    /// @param number of the sender's event, by the message
    synchronized void receives(int process, long clock, long[] vector, int from, long number) {
        Event event = new Event(from, number);
        Sent message = sent.get(event);
        if (message == null) {
            object("process %d got event %d of process %d, which sent it nothing then, or once only"
                    .formatted(process, number, from));
            return;
        }
        if (--message.underWay == 0) {
            sent.remove(event);
        }
        long[] past = pasts[process];
        for (int other = 0; other < past.length; other++) {
            past[other] = Math.max(past[other], message.past[other]);
        }
        happens(process, clock, vector);
        if (clock <= message.clock) {
            object("process %d received at its time %d what process %d sent at %d"
                    .formatted(process, clock, from, message.clock));
        }
    }

    /// A process enters.
    /// @param time of its request
    synchronized void enters(int process, long time, long clock, long[] vector) {
        happens(process, clock, vector);
        if (inside != NOBODY) {
            object("process %d entered while process %d was inside".formatted(process, inside));
        }
        if (grantedTo != NOBODY && !LamportNode.isBefore(grantedTime, grantedTo, time, process)) {
            object("process %d entered by its request of time %d, behind process %d by that of time %d"
                    .formatted(process, time, grantedTo, grantedTime));
        }
        inside = process;
        grantedTime = time;
        grantedTo = process;
        asking[process] = false;
        entries[process]++;
    }

    /// A process leaves.
    synchronized void leaves(int process, long clock, long[] vector) {
        happens(process, clock, vector);
        if (inside == process) {
            inside = NOBODY;
        }
    }

    /// A process has made all its entries.
    synchronized void isDone() {
        done++;
        finished = done == plan.nodes();
    }

    /// One event: its clock is later than the one before, and its vector is what the log says.
    private void happens(int process, long clock, long[] vector) {
        pasts[process][process]++;
        if (clock <= clocks[process]) {
            object("process %d went from time %d to time %d".formatted(process, clocks[process], clock));
        }
        clocks[process] = clock;
        if (!Arrays.equals(pasts[process], vector)) {
            object("process %d has the vector %s, but the log says %s"
                    .formatted(process, Arrays.toString(vector), Arrays.toString(pasts[process])));
        }
    }

    private void object(String line) {
        if (violation.isEmpty()) {
            violation = Optional.of(line);
        }
    }

    boolean finished() {
        return finished;
    }

    /// The first thing that must not be.
    Optional<String> violation() {
        return violation;
    }

    /// The violation when all have made their entries.
    synchronized Optional<String> violationAtEnd() {
        for (int process = 0; process < entries.length; process++) {
            if (entries[process] != plan.entries()) {
                return Optional.of(
                        "process %d entered %d times, not %d".formatted(process, entries[process], plan.entries()));
            }
        }
        long each = 3L * (plan.nodes() - 1);
        return messages() == each * total()
                ? Optional.empty()
                : Optional.of("%d messages for %d entries, not %d each".formatted(messages(), total(), each));
    }

    synchronized long entries(int process) {
        return entries[process];
    }

    synchronized long total() {
        return Arrays.stream(entries).sum();
    }

    synchronized long messages() {
        return Arrays.stream(sends).sum();
    }

    /// Whether a process has asked and is not inside yet.
    synchronized boolean isAsking(int process) {
        return asking[process];
    }

    synchronized Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("entries", total());
        counts.put("requests", sends[LamportNode.REQUEST]);
        counts.put("acknowledgements", sends[LamportNode.ACKNOWLEDGEMENT]);
        counts.put("releases", sends[LamportNode.RELEASE]);
        return counts;
    }
}
