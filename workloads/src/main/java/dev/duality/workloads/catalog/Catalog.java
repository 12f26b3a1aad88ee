// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.catalog;

import dev.duality.messaging.Transport;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import dev.duality.workloads.derived.DerivedSides;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// The workloads and transports that a class loader can find, by name.
public final class Catalog {
    private final Map<String, Workload> workloads = new LinkedHashMap<>();
    private final List<Transport> transports = new ArrayList<>();

    private Catalog() {}

    /// Everything that is registered on the class path of `loader`.
    /// @throws BadInput if a registered class cannot be loaded, or two have the same name
    public static Catalog load(ClassLoader loader) {
        Catalog catalog = new Catalog();
        try {
            List<Workload> found = new ArrayList<>();
            ServiceLoader.load(Workload.class, loader).forEach(found::add);
            for (Workload workload : found) {
                if (catalog.workloads.put(workload.name(), workload) != null) {
                    throw new BadInput("two workloads are called '%s'; rename one, or leave its jar out"
                            .formatted(workload.name()));
                }
            }
            ServiceLoader.load(Transport.class, loader).forEach(catalog.transports::add);
        } catch (ServiceConfigurationError e) {
            throw new BadInput("a class on the class path cannot be used: " + e.getMessage(), e);
        }
        return catalog;
    }

    public List<Workload> workloads() {
        return List.copyOf(workloads.values());
    }

    public List<Transport> transports() {
        return List.copyOf(transports);
    }

    /// @throws BadInput if there is none of that name
    public Workload workload(String name) {
        Workload workload = workloads.get(name);
        if (workload == null) {
            throw new BadInput(
                    "there is no workload '%s'; there are %s".formatted(name, String.join(", ", workloads.keySet())));
        }
        return workload;
    }

    /// All sides of a workload: shared memory first, hand-written ones before derived ones; a hand-written side
    /// replaces a derived one of the same substrate.
    public List<Side> sides(Workload workload) {
        Map<String, Side> sides = new LinkedHashMap<>();
        workload.sides().forEach(side -> sides.put(side.substrate(), side));
        DerivedSides.of(workload, transports).forEach(side -> sides.putIfAbsent(side.substrate(), side));
        List<Side> sorted = new ArrayList<>(sides.values());
        sorted.sort(Comparator.comparing(side -> !side.substrate().startsWith("shm:")));
        return sorted;
    }

    /// @throws BadInput if the workload has no side of that substrate
    public Side side(Workload workload, String substrate) {
        return sides(workload).stream()
                .filter(side -> side.substrate().equals(substrate))
                .findFirst()
                .orElseThrow(() -> new BadInput("workload %s has no substrate '%s'; it has %s"
                        .formatted(
                                workload.name(),
                                substrate,
                                String.join(
                                        ", ",
                                        sides(workload).stream()
                                                .map(Side::substrate)
                                                .toList()))));
    }
}
