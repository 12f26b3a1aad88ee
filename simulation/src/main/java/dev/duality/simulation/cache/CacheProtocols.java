// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import dev.duality.workloads.cache.CacheWorkload;
import java.util.List;

/// The ways in which client caches are kept consistent, and none.
public final class CacheProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return workload instanceof CacheWorkload ? all() : List.of();
    }

    /// All of them, the simplest first.
    public static List<Protocol> all() {
        return List.of(
                new ConsistencyProtocol(
                        new ConsistencyRule.NoCaching(),
                        "none",
                        "no client caches: every read and write goes to the server"),
                new ConsistencyProtocol(
                        new ConsistencyRule.Sprite(),
                        "sprite",
                        "delayed write, versions, recalls, no caching of write-shared files (Nelson et al. 1988)"),
                new ConsistencyProtocol(
                        new ConsistencyRule.Tokens(),
                        "token",
                        "a file is cached by whoever holds its token: many to read, or one to write"),
                new ConsistencyProtocol(
                        new ConsistencyRule.Polling(),
                        "polling",
                        "write-through, and copies that are believed for a while, as in NFS"));
    }
}
