// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.rpc.RpcWorkload;
import java.util.List;

/// Sprite's kernel-to-kernel call over a network that loses, doubles and reorders (Welch, "The Sprite Remote Procedure
/// Call System", 1986). The last node is the server, all others are clients.
///
/// A client has a few channels, each with one call under way. A call takes the next number of its channel, which tells
/// the server that the reply before it has come: so there are two messages a call while nothing is lost. The server
/// keeps the last reply of each channel, and sends it again when a number is repeated.
final class SpriteProtocol implements Protocol {
    static final Parameter<Long> CHANNELS =
            Parameter.integer("channels", "calls that a client can have under way", "", 8, 1, RpcFrame.MAX_CHANNELS);
    static final Parameter<Long> FRAGMENT =
            Parameter.integer("fragment", "data in one message", "bytes", 1024, 8, 1 << 16);
    static final Parameter<Long> SERVICE =
            Parameter.integer("service", "how long the server works on a call, one at a time", "us", 0, 0, 10_000_000);

    private final RpcWorkload workload;

    SpriteProtocol(RpcWorkload workload) {
        this.workload = workload;
    }

    @Override
    public String name() {
        return "sprite";
    }

    @Override
    public String description() {
        return "channels, implicit acknowledgement, at most once, fragments, boot numbers (Welch 1986)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(CHANNELS, FRAGMENT, SERVICE);
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        return new SpriteDeployment(workload, checked(setting), nodes);
    }

    private static Setting checked(Setting setting) {
        long most = (long) RpcFrame.MAX_FRAGMENTS * fragmentBytes(setting);
        if (setting.payloadBytes() > most) {
            throw new BadInput("payload is %,d bytes, but %d fragments of %,d carry %,d; raise fragment"
                    .formatted(setting.payloadBytes(), RpcFrame.MAX_FRAGMENTS, fragmentBytes(setting), most));
        }
        return setting;
    }

    static int channels(Setting setting) {
        return setting.getInt(CHANNELS);
    }

    static int fragmentBytes(Setting setting) {
        return setting.getInt(FRAGMENT);
    }

    static long serviceNanos(Setting setting) {
        return 1000 * setting.get(SERVICE);
    }
}
