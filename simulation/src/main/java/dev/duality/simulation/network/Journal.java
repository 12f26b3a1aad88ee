// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;
import dev.duality.simulation.network.Observer.What;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The story of a simulation: counts what happens, tells an observer, and keeps what goes wrong for a replay.
/// For one thread.
final class Journal {
    private final Map<What, long[]> counts = new EnumMap<>(What.class); // of one word each
    private final List<Fault> faults = new ArrayList<>();
    private Observer observer = Observer.NOBODY;
    private boolean recorded;
    private long bytes; // of messages that were sent

    Journal() {
        for (What what : What.values()) {
            counts.put(what, new long[1]);
        }
    }

    void observe(Observer hears) {
        observer = hears;
    }

    /// Keeps faults from now on.
    void record() {
        recorded = true;
    }

    boolean isRecorded() {
        return recorded;
    }

    /// Keeps what goes wrong, if anybody wants it.
    void keep(Fault fault) {
        if (recorded) {
            faults.add(fault);
        }
    }

    /// Counts what happens, and tells it.
    /// @param message the one it is about; `null` if it is about none
    void tell(What what, long nanos, int node, int other, long number, Message message) {
        counts.get(what)[0]++;
        if (what == What.SENT) {
            bytes += Network.HEADER_BYTES + message.payload().length();
        }
        observer.happens(what, nanos, node, other, number, message);
    }

    Traffic traffic(long events) {
        return new Traffic(
                count(What.SENT),
                bytes,
                count(What.RECEIVED),
                count(What.LOST),
                count(What.PARTED),
                count(What.DOUBLED),
                count(What.DELAYED),
                count(What.MISSED),
                count(What.TIMER),
                events);
    }

    private long count(What what) {
        return counts.get(what)[0];
    }

    /// @throws IllegalStateException if nobody asked for it by [#record()]
    Schedule schedule() {
        if (!recorded) {
            throw new IllegalStateException("what went wrong was not recorded; ask for it before the start");
        }
        return new Schedule(faults);
    }
}
