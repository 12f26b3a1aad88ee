// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Node;
import dev.duality.messaging.Transport;
import dev.duality.messaging.host.Links;
import dev.duality.messaging.host.ThreadHost;
import dev.duality.shm.Diagnosis;
import dev.duality.workloads.Caller;
import dev.duality.workloads.CallerOnce;
import dev.duality.workloads.Counts;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import dev.duality.workloads.replication.ClientNode;
import dev.duality.workloads.replication.Group;
import dev.duality.workloads.replication.ReplicaNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/// An owner and its back-up, each behind message queues: an operation is answered when both have done it. The nodes are
/// those of the protocol `replicated`; nobody crashes here, so nobody watches, and what is measured is the price of the
/// second copy.
final class ReplicatedSide implements Side {
    private static final int PRIMARY = 0;
    private static final int BACKUP = 1;

    private final Workload workload;
    private final Transport transport;

    ReplicatedSide(Workload workload, Transport transport) {
        this.workload = workload;
        this.transport = transport;
    }

    @Override
    public String substrate() {
        return "messaging:" + transport.name() + "-replicated";
    }

    @Override
    public String description() {
        return transport.description()
                + "; an owner and its back-up, which both do every operation before it is answered";
    }

    @Override
    public Contract contract() {
        return transport.contract();
    }

    @Override
    public Optional<String> unavailable() {
        return transport.unavailable();
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        if (!Group.fits(setting.workers(), setting.window())) {
            return Optional.of(Group.tooMany(setting.workers(), setting.window()));
        }
        if (setting.owners() > 1) {
            return Optional.of("a state has one primary, which orders all operations; use 1 owner");
        }
        return Telling.rejects(workload, setting)
                .or(() -> ThreadHost.rejects(
                        transport,
                        setting.workers() + Group.REPLICAS,
                        ReplicatedKernel.links(setting.workers()),
                        ReplicatedKernel.capacity(setting),
                        setting.payloadBytes()));
    }

    @Override
    public int servers(Setting setting) {
        return Group.REPLICAS;
    }

    /// A request, the operation for the back-up, its acknowledgement, a reply.
    @Override
    public int lineTransfers() {
        return 4;
    }

    @Override
    public Kernel open(Setting setting) {
        return new ReplicatedKernel(setting);
    }

    private final class ReplicatedKernel implements Kernel {
        private final Group group;
        private final List<ClientNode> clients = new ArrayList<>();
        private final List<ReplicaNode> replicas = new ArrayList<>();
        private final ThreadHost host;
        private final CallerOnce once;

        ReplicatedKernel(Setting setting) {
            once = new CallerOnce(setting);
            group = Group.unwatched(setting.workers(), setting.window());
            for (int worker = 0; worker < setting.workers(); worker++) {
                clients.add(OnFreshThread.allocate("client of " + workload.name(), () -> ClientNode.unwatched(group)));
            }
            for (int number = 0; number < Group.REPLICAS; number++) {
                int self = number;
                replicas.add(OnFreshThread.allocate(
                        "replica of " + workload.name(),
                        () -> ReplicaNode.unwatched(group, self, () -> workload.specification(setting))));
            }
            List<Node> nodes = new ArrayList<>(clients);
            nodes.addAll(replicas);
            host = new ThreadHost(
                    transport,
                    setting.options(),
                    nodes,
                    links(setting.workers()),
                    setting.waiting(),
                    capacity(setting),
                    setting.payloadBytes());
        }

        /// Clients and replicas send to each other, and so do the replicas.
        private static Links links(int clients) {
            return (from, to) -> from != to && (from >= clients || to >= clients);
        }

        /// Room for a request and an acknowledgement of each operation that can be under way, so that nobody finds a
        /// channel full.
        private static int capacity(Setting setting) {
            int messages = 2 * setting.window() * setting.workers();
            return Math.max(64, Integer.highestOneBit(2 * messages - 1));
        }

        @Override
        public void start(ThreadFactory factory) {
            host.start(group.replica(PRIMARY), factory);
            host.start(group.replica(BACKUP), factory);
        }

        @Override
        public Caller caller(int worker) {
            once.admit(worker);
            ClientNode client = clients.get(worker);
            host.port(worker);
            return client;
        }

        /// @throws IllegalStateException if the back-up's copy is another than the primary's
        @Override
        public long digest() {
            long digest = replicas.get(PRIMARY).state().digest();
            long copy = replicas.get(BACKUP).state().digest();
            if (copy != digest) {
                throw new Diagnosis("the digest of the back-up is %x, the primary's %x".formatted(copy, digest));
            }
            return digest;
        }

        @Override
        public Map<String, Long> counts() {
            return Counts.of(host.counts(), List.of(replicas.get(PRIMARY).state()));
        }

        @Override
        public void close() {
            host.close();
        }
    }
}
