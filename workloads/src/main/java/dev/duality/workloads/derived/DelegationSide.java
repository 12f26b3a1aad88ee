// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.delegation.Delegation;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedSide;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.Optional;

/// The specification behind delegation: a server finds calls in a line of each worker, and answers many with one line.
final class DelegationSide extends SharedSide {
    private final Workload workload;

    DelegationSide(Workload workload) {
        super("delegation", "a server that answers up to 15 workers with one line, as ffwd does");
        this.workload = workload;
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        if (setting.payloadBytes() > 0) {
            return Optional.of("a reply is one word in a line of many, with no room for payloads; use shm:mailbox");
        }
        return setting.window() > 1
                ? Optional.of("a worker has one line, and so one operation under way; use window 1, or shm:mailbox")
                : Telling.rejects(workload, setting);
    }

    @Override
    public int servers(Setting setting) {
        return 1;
    }

    @Override
    public int lineTransfers() {
        return 2;
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // the calls are in the region, the state is the server's own
    }

    @Override
    public Kernel open(Setting setting) {
        return new DelegationKernel(OnFreshThread.specification(workload, setting), setting);
    }

    private static final class DelegationKernel extends ServedKernel {
        private final Delegation delegation;

        DelegationKernel(Specification state, Setting setting) {
            RegionLayout layout = new RegionLayout();
            long offset = layout.span("delegation", Delegation.bytes(setting.workers()));
            super(setting.region(layout), state, setting);
            this.delegation = new Delegation(region, offset, setting.workers());
        }

        @Override
        Serving serving(Specification state, WaitStrategy[] waits) {
            Delegation.Server server = delegation.server(state, waits);
            return new Serving(server::poll, server::failedPolls);
        }

        @Override
        Caller caller(int worker, WaitStrategy own, WaitStrategy server) {
            return new DelegationCaller(delegation.client(worker, server), own);
        }
    }

    /// One operation is under way at most.
    private static final class DelegationCaller implements Caller {
        private static final int NONE = -1;

        private final Delegation.Client client;
        private final WaitStrategy wait;
        private int underWay = NONE; // the slot of what was issued
        private boolean ended; // by an interrupt

        DelegationCaller(Delegation.Client client, WaitStrategy wait) {
            this.client = client;
            this.wait = wait;
        }

        @Override
        public long call(int kind, long a, long b, Payload payload) {
            if (ended || !client.offer(kind, a, b)) {
                throw Caller.ended();
            }
            try {
                for (int attempt = 0; !client.ready(); attempt++) {
                    wait.idle(attempt);
                }
            } catch (WaitStrategy.Interrupted e) {
                ended = true;
                throw e;
            }
            return client.take();
        }

        @Override
        public boolean issue(int slot, int kind, long a, long b, Payload payload) {
            if (ended) {
                throw Caller.ended();
            }
            if (!client.offer(kind, a, b)) {
                return false;
            }
            underWay = slot;
            return true;
        }

        @Override
        public int complete(Completions completions) {
            if (underWay == NONE || !client.ready()) {
                return 0;
            }
            int slot = underWay;
            underWay = NONE;
            completions.completed(slot, client.take());
            return 1;
        }

        @Override
        public void idle(int attempt) {
            wait.idle(attempt);
        }
    }
}
