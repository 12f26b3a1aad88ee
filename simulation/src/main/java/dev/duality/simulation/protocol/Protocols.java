// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.protocol;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Suggestion;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Registered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The protocols that a class loader can find, by workload and name.
public final class Protocols {
    private final List<ProtocolProvider> providers;

    private Protocols(List<ProtocolProvider> providers) {
        this.providers = providers;
    }

    /// Everything that is registered on the class path of `loader`.
    /// @throws BadInput if a registered class cannot be loaded
    public static Protocols load(ClassLoader loader) {
        return new Protocols(Registered.of(ProtocolProvider.class, loader));
    }

    /// All protocols of a workload: first those that were written for it, and then those that are derived, unless it
    /// has one of that name.
    /// @throws BadInput if two that were written for it have the same name, or one has a name that is none
    public List<Protocol> of(Workload workload) {
        Map<String, Protocol> protocols = new LinkedHashMap<>();
        for (Protocol protocol : given(workload, false)) {
            String name = Registered.name(protocol, protocol::name);
            if (protocols.putIfAbsent(name, protocol) != null) {
                throw new BadInput("two protocols of workload %s are called '%s'; rename one, or leave its jar out"
                        .formatted(workload.name(), name));
            }
        }
        for (Protocol protocol : given(workload, true)) {
            protocols.putIfAbsent(Registered.name(protocol, protocol::name), protocol);
        }
        return List.copyOf(protocols.values());
    }

    private List<Protocol> given(Workload workload, boolean derived) {
        return providers.stream()
                .filter(provider -> provider.isDerived() == derived)
                .flatMap(provider -> provider.protocols(workload).stream())
                .toList();
    }

    /// @throws BadInput if the workload has no protocol of that name
    public Protocol of(Workload workload, String name) {
        List<Protocol> protocols = of(workload);
        List<String> names = protocols.stream().map(Protocol::name).toList();
        return protocols.stream()
                .filter(protocol -> protocol.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInput("workload %s has no protocol '%s'; %sit has %s"
                        .formatted(workload.name(), name, Suggestion.question(name, names), String.join(", ", names))));
    }
}
