// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.simulation.network.Observer.What;
import java.util.HashMap;
import java.util.Map;

/// The knowledge of each node about the events of all others (Mattern, 1988; Fidge, 1988). The network is one more of
/// them, which loses, doubles and holds back.
final class VectorClocks {
    /// A message under way, and what its sender knew.
    private static final class Flight {
        private final int[] clock;
        private int copies = 1;

        Flight(int[] clock) {
            this.clock = clock;
        }
    }

    private final int[][] clocks; // of the nodes, and then the network's
    private final Map<Long, Flight> flights = new HashMap<>();

    VectorClocks(int nodes) {
        clocks = new int[nodes + 1][nodes + 1];
    }

    /// Counts an event, and writes where it happened and what is known there.
    void happens(What what, int node, long number, StringBuilder line) {
        int place = what.isOfNetwork() ? clocks.length - 1 : node;
        int[] clock = clocks[place];
        clock[place]++;
        switch (what) {
            case SENT -> flights.put(number, new Flight(clock.clone()));
            case LOST, PARTED, RECEIVED, MISSED -> {
                Flight flight = flights.get(number);
                know(clock, flight.clock);
                if (--flight.copies == 0) {
                    flights.remove(number);
                }
            }
            case DOUBLED -> {
                Flight flight = flights.get(number);
                know(clock, flight.clock);
                flight.copies++;
            }
            case DELAYED -> know(clock, flights.get(number).clock);
            case TIMER, CRASHED, RESTARTED, PAUSED, SPLIT, HEALED -> {}
        }
        line.append(name(place)).append(" {");
        boolean first = true;
        for (int i = 0; i < clock.length; i++) {
            if (clock[i] > 0) {
                line.append(first ? "\"" : ", \"").append(name(i)).append("\":").append(clock[i]);
                first = false;
            }
        }
        line.append('}');
    }

    private static void know(int[] clock, int[] other) {
        for (int i = 0; i < clock.length; i++) {
            clock[i] = Math.max(clock[i], other[i]);
        }
    }

    private String name(int place) {
        return place == clocks.length - 1 ? "network" : "node" + place;
    }
}
