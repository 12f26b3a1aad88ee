// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.mailbox.Mailbox;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedSide;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.Optional;

/// The specification behind a mailbox: a server reads what workers leave in shared words, and answers in others.
final class MailboxSide extends SharedSide {
    private final Workload workload;

    MailboxSide(Workload workload) {
        super("mailbox", "a server that finds calls in shared words: one line there and back");
        this.workload = workload;
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        return Telling.rejects(workload, setting);
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
        return new MailboxKernel(OnFreshThread.specification(workload, setting), setting);
    }

    private static final class MailboxKernel extends ServedKernel {
        private final Mailbox mailbox;
        private final int window;

        MailboxKernel(Specification state, Setting setting) {
            RegionLayout layout = new RegionLayout();
            long offset =
                    layout.span("mailbox", Mailbox.bytes(setting.workers(), setting.window(), setting.payloadBytes()));
            super(setting.region(layout), state, setting);
            this.mailbox = new Mailbox(region, offset, setting.workers(), setting.window(), setting.payloadBytes());
            this.window = setting.window();
        }

        @Override
        Serving serving(Specification state, WaitStrategy[] waits) {
            Mailbox.Server server = mailbox.server(state, waits);
            return new Serving(server::poll, server::failedPolls);
        }

        @Override
        Caller caller(int worker, WaitStrategy own, WaitStrategy server) {
            return new MailboxCaller(mailbox.client(worker, server), own, window);
        }
    }

    /// Replies come in the order of the requests, so the slots under way are a queue.
    private static final class MailboxCaller implements Caller {
        private final Mailbox.Client client;
        private final WaitStrategy wait;
        private final Payload[] payloads;
        private final int[] slots;
        private long issued;
        private long completed;
        private boolean ended; // by an interrupt

        MailboxCaller(Mailbox.Client client, WaitStrategy wait, int window) {
            this.client = client;
            this.wait = wait;
            this.payloads = new Payload[window];
            this.slots = new int[window];
        }

        @Override
        public long call(int kind, long a, long b, Payload payload) {
            if (ended || !client.offer(kind, a, b, payload)) {
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
            return client.take(payload);
        }

        @Override
        public boolean issue(int slot, int kind, long a, long b, Payload payload) {
            if (ended) {
                throw Caller.ended();
            }
            if (!client.offer(kind, a, b, payload)) {
                return false;
            }
            int at = (int) (issued++ & (slots.length - 1));
            slots[at] = slot;
            payloads[at] = payload;
            return true;
        }

        @Override
        public int complete(Completions completions) {
            int count = 0;
            while (completed < issued && client.ready()) {
                int at = (int) (completed++ & (slots.length - 1));
                long result = client.take(payloads[at]);
                completions.completed(slots[at], result);
                count++;
            }
            return count;
        }

        @Override
        public void idle(int attempt) {
            wait.idle(attempt);
        }
    }
}
