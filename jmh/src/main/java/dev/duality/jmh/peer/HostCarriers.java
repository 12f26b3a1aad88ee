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
import java.util.Set;
import java.util.stream.Stream;

/// The carriers of the ranks of a job, in the words of results.
public final class HostCarriers {
    private static final String NOT_VISIBLE = "not visible";

    /// A component for windows that turns each operation into messages, whatever the network is.
    private static final String OF_MESSAGES = "pt2pt";

    /// A component for windows that uses the networks of a component for messages.
    private static final String BY_NETWORKS = "rdma";

    private static final String NETWORKS_OF = "ob1";
    private static final Set<String> WITHOUT_ADAPTER = Set.of("self", "sm", "vader", "smcuda", "tcp");

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
                oneSided(job.memory().shared(), parts, ADAPTERS.stream().anyMatch(HostCarriers::hasEntries)),
                ping.map(RankPing::trips).orElse(List.of()).stream()
                        .map(trip -> new HostCarrier.Trip(trip.bytes(), trip.nanos()))
                        .toList(),
                ping.map(RankPing::sendNanos).orElse(0.0),
                ping.map(RankPing::receiveNanos).orElse(0.0));
    }

    /// @param adapter whether this host has one that does such operations by itself: a network that was told to be TCP
    ///     does not use it, and then the component `rdma` makes messages, too
    static HostCarrier.OneSided oneSided(boolean shared, MpiParts parts, boolean adapter) {
        Optional<String> windows = parts.windows();
        if (shared) {
            return HostCarrier.OneSided.LOADS_AND_STORES;
        }
        if (windows.isEmpty()) {
            return HostCarrier.OneSided.NOT_VISIBLE;
        }
        boolean bySockets = windows.get().equals(BY_NETWORKS)
                && parts.messages().equals(Optional.of(NETWORKS_OF))
                && parts.networks().contains("tcp")
                && WITHOUT_ADAPTER.containsAll(parts.networks());
        return adapter && !bySockets && !windows.get().equals(OF_MESSAGES)
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
