// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.PollLoop;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.delegation.Delegation;
import dev.duality.workloads.Caller;
import dev.duality.workloads.CallerOnce;
import dev.duality.workloads.Counts;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

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

    private static final class DelegationKernel extends SharedKernel {
        private final Specification state;
        private final Setting setting;
        private final Delegation delegation;
        private final WaitStrategy[] waits; // of the workers, and last of the server
        private final CallerOnce once;
        private volatile Delegation.Server server; // made by its own thread, in that thread's memory
        private final PollLoop loop = new PollLoop();

        DelegationKernel(Specification state, Setting setting) {
            RegionLayout layout = new RegionLayout();
            long offset = layout.span("delegation", Delegation.bytes(setting.workers()));
            super(setting.region(layout));
            this.state = state;
            this.setting = setting;
            this.delegation = new Delegation(region, offset, setting.workers());
            this.once = new CallerOnce(setting);
            this.waits = WaitStrategy.of(setting.waiting(), setting.workers() + 1);
        }

        @Override
        public void start(ThreadFactory factory) {
            loop.start(factory, waits[setting.workers()], () -> {
                Delegation.Server mine = delegation.server(state, waits);
                server = mine;
                return mine::poll;
            });
        }

        @Override
        public Caller caller(int worker) {
            once.admit(worker);
            return new DelegationCaller(delegation.client(worker, waits[setting.workers()]), waits[worker]);
        }

        @Override
        public long digest() {
            return state.digest();
        }

        @Override
        public Map<String, Long> counts() {
            Delegation.Server one = server;
            return Counts.of(Map.of("failed polls", one == null ? 0 : one.failedPolls()), List.of(state));
        }

        @Override
        public void close() {
            loop.close();
            super.close();
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
