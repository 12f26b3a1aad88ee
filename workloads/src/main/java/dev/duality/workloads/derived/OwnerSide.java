// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Node;
import dev.duality.messaging.Transport;
import dev.duality.messaging.host.Links;
import dev.duality.messaging.host.ThreadHost;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.CallerOnce;
import dev.duality.workloads.Counts;
import dev.duality.workloads.GuardedSpecification;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/// Owners behind message queues: each is the only one to touch its part of the state, and everybody sends to it.
final class OwnerSide implements Side {
    private final Workload workload;
    private final Transport transport;
    private final boolean virtual;

    private OwnerSide(Workload workload, Transport transport, boolean virtual) {
        this.workload = workload;
        this.transport = transport;
        this.virtual = virtual;
    }

    /// Owners on threads.
    OwnerSide(Workload workload, Transport transport) {
        this(workload, transport, false);
    }

    /// Owners on virtual threads.
    static OwnerSide virtual(Workload workload, Transport transport) {
        return new OwnerSide(workload, transport, true);
    }

    @Override
    public String substrate() {
        return "messaging:" + transport.name() + (virtual ? "-virtual" : "");
    }

    @Override
    public String description() {
        return transport.description() + (virtual ? "; owners on virtual threads" : "");
    }

    @Override
    public Contract contract() {
        return transport.contract();
    }

    @Override
    public Optional<String> unavailable() {
        return transport.unavailable();
    }

    /// A virtual thread that spins keeps its carrier from all others.
    @Override
    public Set<WaitStrategy.Kind> waits() {
        return virtual ? EnumSet.of(WaitStrategy.Kind.PARK) : Side.super.waits();
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        if (!waits().contains(setting.waiting().kind())) {
            return Optional.of("a virtual thread waits by park and not %s; use --wait park"
                    .formatted(setting.waiting().label()));
        }
        if (setting.owners() > 1 && !workload.partitioned()) {
            return Optional.of("the state of " + workload.name() + " does not come apart; use 1 owner");
        }
        return telling(setting)
                .or(() -> ThreadHost.rejects(
                        transport,
                        setting.workers() + setting.owners(),
                        Links.clientsAndServers(setting.workers()),
                        capacity(setting),
                        setting.payloadBytes()));
    }

    /// The reason why workers cannot tell what to do, where they would.
    private Optional<String> telling(Setting setting) {
        if (!workload.tells(setting)) {
            return Optional.empty();
        }
        if (setting.owners() > 1) {
            return Optional.of("one reply says that all is done that was told before, to one owner; use 1 owner");
        }
        if (transport.contract().order() == Contract.Order.NONE) {
            return Optional.of(
                    "one reply says that all is done that was told before, if messages keep their order; use a transport that keeps it");
        }
        return setting.window() < TellingNode.LEAST_WINDOW
                ? Optional.of(
                        "one of half a window is answered, so with window %d every one would be; use window %d or more"
                                .formatted(setting.window(), TellingNode.LEAST_WINDOW))
                : Optional.empty();
    }

    /// Room for all operations that can be under way, so that nobody finds a channel full.
    private static int capacity(Setting setting) {
        int underWay = setting.window() * setting.workers();
        return Math.max(64, Integer.highestOneBit(2 * underWay - 1));
    }

    @Override
    public int servers(Setting setting) {
        return setting.owners();
    }

    @Override
    public int lineTransfers() {
        return 2;
    }

    /// Owners and callers meet in channels only.
    @Override
    public Contract.Reach reach() {
        return transport.contract().reach();
    }

    @Override
    public Kernel open(Setting setting) {
        return new OwnerKernel(setting);
    }

    private final class OwnerKernel implements Kernel {
        private final Setting setting;
        private final List<Caller> callers = new ArrayList<>();
        private final List<Specification> states = new ArrayList<>();
        private final ThreadHost host;
        private final CallerOnce once;

        OwnerKernel(Setting setting) {
            this.setting = setting;
            once = new CallerOnce(setting);
            for (int owner = 0; owner < setting.owners(); owner++) {
                states.add(OnFreshThread.specification(workload, setting));
            }
            List<Node> nodes = new ArrayList<>();
            boolean tells = workload.tells(setting);
            for (int worker = 0; worker < setting.workers(); worker++) {
                if (tells) {
                    add(new TellingNode(setting), nodes);
                } else {
                    add(caller(), nodes);
                }
            }
            for (Specification state : states) {
                nodes.add(tells ? new ToldNode(state) : owner(state));
            }
            host = new ThreadHost(
                    transport,
                    setting.options(),
                    nodes,
                    Links.clientsAndServers(setting.workers()),
                    setting.waiting(),
                    capacity(setting),
                    setting.payloadBytes());
        }

        private CallerNode caller() {
            return states.getFirst() instanceof GuardedSpecification
                    ? CallerNode.ofGuarded(workload, setting)
                    : new CallerNode(workload, setting, transport.contract().order() != Contract.Order.NONE);
        }

        private static Node owner(Specification state) {
            return state instanceof GuardedSpecification guarded ? new GuardedNode(guarded) : new OwnerNode(state);
        }

        private <C extends Caller & Node> void add(C caller, List<Node> nodes) {
            callers.add(caller);
            nodes.add(caller);
        }

        @Override
        public void start(ThreadFactory factory) {
            ThreadFactory owning = virtual ? task -> factory.newThread(new OnVirtualThread(task)) : factory;
            for (int owner = 0; owner < setting.owners(); owner++) {
                host.start(setting.workers() + owner, owning);
            }
        }

        @Override
        public Caller caller(int worker) {
            once.admit(worker);
            Caller caller = callers.get(worker);
            host.port(worker);
            return caller;
        }

        @Override
        public long digest() {
            long digest = 0;
            for (Specification state : states) {
                digest += state.digest();
            }
            return digest;
        }

        @Override
        public Map<String, Long> counts() {
            return Counts.of(host.counts(), states);
        }

        @Override
        public void close() {
            host.close();
        }
    }
}
