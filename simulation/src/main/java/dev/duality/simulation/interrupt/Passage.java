// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The fate of the packets that came to a router: each is inside, delivered, or dropped and counted. The one place
/// that looks for packets which got lost silently, came twice, or overtook others of their source. For one thread.
final class Passage {
    /// The place where a packet can be dropped.
    enum Place {
        INTERFACE("dropped at the interface"),
        INPUT("dropped before the network's code"),
        PROCESS("dropped before the process"),
        OUTPUT("dropped at the output");

        private final String description;

        Place(String description) {
            this.description = description;
        }
    }

    private final long[] last; // delivered of each source
    private final Map<Place, Long> dropped = new EnumMap<>(Place.class);
    private long raised;
    private long delivered;
    private long allDropped;
    private String violation; // the first

    Passage(int sources) {
        last = new long[sources];
    }

    static long packet(int source, long number) {
        return (long) source << 40 | number;
    }

    void raise() {
        raised++;
    }

    void deliver(long packet) {
        int source = (int) (packet >>> 40);
        long number = packet & (1L << 40) - 1;
        if (number <= last[source] && violation == null) {
            violation =
                    "packet %d of source %d was delivered after its packet %d".formatted(number, source, last[source]);
        }
        last[source] = number;
        delivered++;
    }

    void drop(Place place) {
        dropped.merge(place, 1L, Long::sum);
        allDropped++;
    }

    /// @param inside how many packets are in the router's queues and hands
    void balance(long inside) {
        if (raised != delivered + allDropped + inside && violation == null) {
            violation = "%d packets came, but %d were delivered, %d dropped, and %d are inside"
                    .formatted(raised, delivered, allDropped, inside);
        }
    }

    Optional<String> violation() {
        return Optional.ofNullable(violation);
    }

    long raised() {
        return raised;
    }

    long delivered() {
        return delivered;
    }

    /// Delivered or dropped.
    long ended() {
        return delivered + allDropped;
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("packets", raised);
        counts.put("delivered", delivered);
        for (Place place : Place.values()) {
            counts.put(place.description, dropped.getOrDefault(place, 0L));
        }
        return counts;
    }
}
