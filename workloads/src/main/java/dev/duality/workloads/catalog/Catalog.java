// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.catalog;

import dev.duality.messaging.Transport;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Side;
import dev.duality.workloads.Suggestion;
import dev.duality.workloads.Workload;
import dev.duality.workloads.derived.DerivedSides;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The workloads and transports that a class loader can find, by name.
public final class Catalog {
    /// A transport of this project whose jars not everybody has.
    /// @param name as after `messaging:`
    /// @param description one line on it
    public record Peer(String name, String description) {}

    private static final List<Peer> PEERS = List.of(
            new Peer("disruptor", "LMAX Disruptor 4: a ring of events that are made once, polled"),
            new Peer("agrona-ring", "Agrona's rings of bytes"),
            new Peer("aeron-ipc", "Aeron IPC: logs in shared memory, by a media driver inside the process"),
            new Peer(
                    "aeron-udp",
                    "Aeron over UDP, by a media driver inside each process: on the loopback, or between hosts"));

    /// Workloads of this project whose jar not everybody has: those of the baselines.
    private static final Set<String> BASELINES = Set.of("round-trip", "one-way");

    private final Map<String, Workload> workloads = new LinkedHashMap<>();
    private final List<Transport> transports = new ArrayList<>();

    private Catalog() {}

    /// Everything that is registered on the class path of `loader`.
    /// @throws BadInput if a registered class cannot be loaded, or two have the same name
    public static Catalog load(ClassLoader loader) {
        Catalog catalog = new Catalog();
        for (Workload workload : Registered.of(Workload.class, loader)) {
            if (catalog.workloads.put(Registered.name(workload, workload::name), workload) != null) {
                throw new BadInput(
                        "two workloads are called '%s'; rename one, or leave its jar out".formatted(workload.name()));
            }
        }
        for (Transport transport : Registered.of(Transport.class, loader)) {
            Registered.name(transport, transport::name);
            catalog.transports.add(transport);
        }
        return catalog;
    }

    /// A workload by its name, and nothing else: no class that is registered behind it is initialised, so that a jar of
    /// a stranger is in nobody's way who does not use it.
    /// @throws BadInput if there is none of that name, or a class before it cannot be loaded
    public static Workload workload(String name, ClassLoader loader) {
        return Registered.first(
                        Workload.class,
                        loader,
                        one -> Optional.of(one)
                                .filter(it -> Registered.name(it, it::name).equals(name)))
                .orElseGet(() -> load(loader).workload(name)); // which says what there is
    }

    /// A side by its name, and no transport that is registered behind its own.
    /// @throws BadInput if the workload has none of that name, or a class before it cannot be loaded
    public static Side side(Workload workload, String substrate, ClassLoader loader) {
        return side(workload, substrate, List.of())
                .or(() -> Registered.first(
                        Transport.class, loader, transport -> side(workload, substrate, List.of(transport))))
                .orElseGet(() -> load(loader).side(workload, substrate));
    }

    private static Optional<Side> side(Workload workload, String substrate, List<Transport> transports) {
        return named(workload.sides(transports), substrate)
                .or(() -> named(DerivedSides.of(workload, transports), substrate));
    }

    private static Optional<Side> named(List<Side> sides, String substrate) {
        return sides.stream().filter(side -> side.substrate().equals(substrate)).findFirst();
    }

    public List<Workload> workloads() {
        return List.copyOf(workloads.values());
    }

    public List<Transport> transports() {
        return List.copyOf(transports);
    }

    /// The transports that this project has in a module of their own, and that are not on this class path.
    public List<Peer> absent() {
        return PEERS.stream()
                .filter(peer -> transports.stream().noneMatch(one -> one.name().equals(peer.name())))
                .toList();
    }

    /// @throws BadInput if there is none of that name
    public Workload workload(String name) {
        Workload workload = workloads.get(name);
        if (workload == null && BASELINES.contains(name)) {
            throw new BadInput(
                    "the jar of the workload '%s' is not here; `./duality rivals --list` gets it once, and then it is"
                            .formatted(name));
        }
        if (workload == null) {
            throw new BadInput("there is no workload '%s'; %sthere are %s; one of a jar of yours needs --classpath JAR"
                    .formatted(
                            name,
                            Suggestion.question(name, workloads.keySet()),
                            String.join(", ", workloads.keySet())));
        }
        return workload;
    }

    /// All sides of a workload: shared memory first, hand-written ones before derived ones; a hand-written side
    /// replaces a derived one of the same substrate.
    public List<Side> sides(Workload workload) {
        Map<String, Side> sides = new LinkedHashMap<>();
        workload.sides(transports).forEach(side -> sides.put(side.substrate(), side));
        DerivedSides.of(workload, transports).forEach(side -> sides.putIfAbsent(side.substrate(), side));
        List<Side> sorted = new ArrayList<>(sides.values());
        sorted.sort(Comparator.comparing(side -> !side.sharesMemory()));
        return sorted;
    }

    /// @throws BadInput if the workload has no side of that substrate
    public Side side(Workload workload, String substrate) {
        List<Side> sides = sides(workload);
        List<String> known = sides.stream().map(Side::substrate).toList();
        return sides.stream()
                .filter(side -> side.substrate().equals(substrate))
                .findFirst()
                .orElseThrow(() -> new BadInput("workload %s has no substrate '%s'; %sit has %s"
                        .formatted(
                                workload.name(),
                                substrate,
                                Suggestion.question(substrate, known),
                                String.join(", ", known))));
    }
}
