// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.echo;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.ring.RingTransport;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;

/// Two bare queues between the two threads, those of the transport `ring`: its protocol and its copies, and no node,
/// no port and no host around them.
final class RingSide extends PairSide {
    private static final int CAPACITY = 64;

    RingSide() {
        super("ring", "two bare rings between two threads: the queue and its copies, without nodes, ports and host");
    }

    @Override
    public Kernel open(Setting setting) {
        return new RingKernel(setting);
    }

    private static final class RingKernel extends PairKernel {
        private final Setting setting;
        private final Transport.Carrier carrier;
        private final Channel there;
        private final Channel back;

        RingKernel(Setting setting) {
            super(setting);
            this.setting = setting;
            carrier = new RingTransport().start(setting.options());
            there = carrier.open(new ChannelSpec("there", 1, 1, CAPACITY, setting.payloadBytes()));
            back = carrier.open(new ChannelSpec("back", 1, 1, CAPACITY, setting.payloadBytes()));
        }

        @Override
        Server server() {
            return new RingServer(this);
        }

        @Override
        public Caller caller(int first) {
            once.admit(first);
            return new RingCaller(this);
        }

        @Override
        public void close() {
            super.close();
            there.close();
            back.close();
            carrier.close();
        }

        /// One operation is under way and the ring has room for many, so it is never full.
        private static void send(Channel.Sender sender) {
            if (!sender.offer()) {
                throw new IllegalStateException("a ring for " + CAPACITY + " messages has no room for one");
            }
        }
    }

    private static final class RingServer extends PairKernel.Server implements Channel.Handler {
        private final RingKernel kernel;
        private final Channel.Receiver requests;
        private final Channel.Sender replies;
        private final Echo state;

        RingServer(RingKernel kernel) {
            this.kernel = kernel;
            requests = kernel.there.receiver();
            replies = kernel.back.sender();
            state = new Echo(EchoWorkload.replyBytes(kernel.setting.values()));
        }

        @Override
        boolean poll() {
            return requests.poll(this, 1) > 0;
        }

        @Override
        public void onMessage(Message request) {
            Message reply = replies.message(); // first, so that its line is on its way while we work
            long result = state.apply(request.kind(), request.a(), request.b(), request.payload());
            reply.set(request.kind(), request.sequence(), result, 0);
            reply.payload().swap(request.payload());
            RingKernel.send(replies);
            kernel.worker.signal();
        }

        @Override
        long digest() {
            return state.digest();
        }
    }

    /// The fields that the worker's end writes besides.
    private abstract static class RingCallerFields extends PairCaller {
        long result;
        Payload data; // of the operation under way

        RingCallerFields(WaitStrategy wait) {
            super(wait);
        }
    }

    private static final class RingCaller extends RingCallerFields implements Channel.Handler {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final RingKernel kernel;
        private final Channel.Sender requests;
        private final Channel.Receiver replies;

        RingCaller(RingKernel kernel) {
            super(kernel.worker);
            this.kernel = kernel;
            requests = kernel.there.sender();
            replies = kernel.back.receiver();
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the very buffer is what counts
        void ask(int kind, long a, long b, Payload payload) {
            if (data != payload) {
                data = payload; // a reference that is stored marks a card, which other threads' cards lie beside
            }
            Message request = requests.message();
            request.set(kind, 0, a, b);
            request.payload().swap(payload);
            RingKernel.send(requests);
            kernel.server.signal();
        }

        @Override
        boolean answered(Payload payload) {
            return replies.poll(this, 1) > 0;
        }

        @Override
        public void onMessage(Message reply) {
            data.swap(reply.payload());
            result = reply.a();
        }

        @Override
        long result() {
            return result;
        }
    }
}
