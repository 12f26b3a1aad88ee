// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import java.util.List;

/// Client caches that follow one rule. The last node is the server, all others are clients. Of the workload's values it
/// uses the size of a block, how many fit into a client's cache, how many opens there are, and how many files.
final class ConsistencyProtocol implements Protocol {
    private final ConsistencyRule rule;
    private final String name;
    private final String description;

    ConsistencyProtocol(ConsistencyRule rule, String name, String description) {
        this.rule = rule;
        this.name = name;
        this.description = description;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Parameter<?>> parameters() {
        return CacheTerms.parameters(rule);
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        if (setting.payloadBytes() % Files.LEAST_BYTES != 0) {
            throw new BadInput("payload is %d bytes, but must be a multiple of %d here; try 4096"
                    .formatted(setting.payloadBytes(), Files.LEAST_BYTES));
        }
        return new ConsistencyDeployment(CacheTerms.of(rule, setting), nodes);
    }
}
