// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import dev.duality.messaging.mpi.MpiParts;
import dev.duality.messaging.mpi.RankPing;
import dev.duality.results.HostCarrier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The carriers of the ranks of a job, in the words of results.
public final class HostCarriers {
    private static final String NOT_VISIBLE = "not visible";

    /// A component for windows that turns each operation into messages, whatever the network is.
    private static final String OF_MESSAGES = "pt2pt";

    /// The folders in which the system lists network adapters that do such operations by themselves.
    private static final List<Path> ADAPTERS = List.of(Path.of("/sys/class/infiniband"), Path.of("/sys/class/cxi"));

    private HostCarriers() {}

    /// @param link the interface by which the other host is reached, if it is known
    public static HostCarrier of(HostJob job, Optional<String> link) {
        MpiParts parts = MpiParts.of(job.mpi(), job.memory());
        Optional<RankPing> ping = job.ping();
        return new HostCarrier(
                job.mpi().version(),
                parts.messages().orElse(NOT_VISIBLE),
                parts.networks(),
                link.orElse(NOT_VISIBLE),
                job.memory().shared() ? "shared memory" : parts.windows().orElse(NOT_VISIBLE),
                oneSided(
                        job.memory().shared(),
                        parts.windows(),
                        ADAPTERS.stream().anyMatch(HostCarriers::hasEntries)),
                ping.map(RankPing::trips).orElse(List.of()).stream()
                        .map(trip -> new HostCarrier.Trip(trip.bytes(), trip.nanos()))
                        .toList(),
                ping.map(RankPing::sendNanos).orElse(0.0),
                ping.map(RankPing::receiveNanos).orElse(0.0));
    }

    /// @param windows the component, if it can be seen
    /// @param adapter whether this host has one that does such operations by itself
    static HostCarrier.OneSided oneSided(boolean shared, Optional<String> windows, boolean adapter) {
        if (shared) {
            return HostCarrier.OneSided.LOADS_AND_STORES;
        }
        if (windows.isEmpty()) {
            return HostCarrier.OneSided.NOT_VISIBLE;
        }
        return adapter && !windows.get().equals(OF_MESSAGES)
                ? HostCarrier.OneSided.BY_THE_NETWORK
                : HostCarrier.OneSided.MESSAGES;
    }

    private static boolean hasEntries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isPresent();
        } catch (IOException _) {
            return false;
        }
    }
}
