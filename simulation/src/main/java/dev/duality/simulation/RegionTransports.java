// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation;

import dev.duality.messaging.Transport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The transports whose messages lie in regions, so that what is simulated sees them.
public final class RegionTransports {
    private static final String MESSAGING = "messaging:";
    private static final String OWN = "dev.duality.";
    private static final String RING = "ring"; // sides of a workload's own have it without being given transports

    private RegionTransports() {}

    /// Whether a side sends messages that what is simulated does not see.
    /// @param substrate of the side
    /// @param transports that there are
    public static boolean isUnseen(String substrate, List<Transport> transports) {
        if (!substrate.startsWith(MESSAGING)) {
            return false;
        }
        return !of(substrate, transports).map(Transport::liesInRegions).orElse(isOf(substrate, RING));
    }

    /// Whether a side's transport says that its messages lie in regions.
    public static boolean claims(String substrate, List<Transport> transports) {
        return of(substrate, transports).filter(Transport::liesInRegions).isPresent();
    }

    /// Whether a side sends messages by a transport that is not ours, of which nothing tells whether all that its ends
    /// share lies in regions, but that it says so.
    /// @param substrate of a side that is seen
    public static boolean isBelieved(String substrate, List<Transport> transports) {
        return of(substrate, transports).filter(transport -> !isOurs(transport)).isPresent();
    }

    /// Whether it is code of this project, whose loops are known.
    /// @param part a side, or a transport
    public static boolean isOurs(Object part) {
        return part.getClass().getName().startsWith(OWN);
    }

    /// The transport of a side, whose name may have more behind it.
    private static Optional<Transport> of(String substrate, List<Transport> transports) {
        return transports.stream()
                .filter(transport -> isOf(substrate, transport.name()))
                .max(Comparator.comparingInt(transport -> transport.name().length()));
    }

    private static boolean isOf(String substrate, String transport) {
        return substrate.equals(MESSAGING + transport) || substrate.startsWith(MESSAGING + transport + "-");
    }
}
