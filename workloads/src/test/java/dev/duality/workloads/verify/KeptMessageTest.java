// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.messaging.Transport;
import dev.duality.messaging.host.Links;
import dev.duality.messaging.host.ThreadHost;
import dev.duality.messaging.ring.RingTransport;
import dev.duality.shm.Payload;
import dev.duality.shm.contract.Trial;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.SideChecks;
import dev.duality.workloads.derived.CallerNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

/// The kit's check of who keeps a message, tried on an owner that answers each request a little later: once out of the
/// message that it has kept, which works as long as nothing comes behind it, and once out of what it has copied.
final class KeptMessageTest {
    private static final String CHECK = "noSideKeepsAMessageWhoseHandlerHasReturned";

    private record Kit(Workload workload, Duration patience) implements SideChecks {
        @Override
        public ClassLoader loader() {
            return getClass().getClassLoader();
        }

        @Override
        public List<Map<String, String>> samples() {
            return List.of(Map.of());
        }

        @Override
        public long operations(Map<String, String> sample) {
            return Sum.OPERATIONS;
        }
    }

    @Test
    void anOwnerThatKeepsAMessageIsCaughtThoughItWorksOverTheRing() {
        Workload sum = new LaterSum(false);
        Setting setting = Setting.of(sum, Values.of(sum, Map.of()));
        Side overRing = new LaterSide(sum, new RingTransport(), false);

        assertTrue(
                new Verification(sum, overRing, setting, 300, Thread::new).run() instanceof VerificationResult.Agrees);
        assertTrue(Trial.failure(new Kit(sum, Duration.ofSeconds(5)), CHECK).isPresent());
    }

    @Test
    void anOwnerThatCopiesAMessagePasses() {
        assertEquals(Optional.empty(), Trial.failure(new Kit(new LaterSum(true), Duration.ofMinutes(1)), CHECK));
    }

    /// The sum, with such an owner.
    private static final class LaterSum extends Sum {
        private final boolean copying;

        LaterSum(boolean copying) {
            this.copying = copying;
        }

        @Override
        public List<Side> sides(List<Transport> transports) {
            return transports.stream()
                    .<Side>map(transport -> new LaterSide(this, transport, copying))
                    .toList();
        }
    }

    private record LaterSide(Workload workload, Transport transport, boolean copying) implements Side {
        @Override
        public String substrate() {
            return "messaging:" + transport.name() + "-later";
        }

        @Override
        public String description() {
            return "an owner that answers later";
        }

        @Override
        public Contract contract() {
            return transport.contract();
        }

        @Override
        public Optional<String> rejects(Setting setting) {
            return setting.workers() > 1 ? Optional.of("answers one; use 1 worker") : Optional.empty();
        }

        @Override
        public Kernel open(Setting setting) {
            return new LaterKernel(this, setting);
        }
    }

    private static final class LaterKernel implements Kernel {
        private final CallerNode caller;
        private final LaterNode owner;
        private final ThreadHost host;

        LaterKernel(LaterSide side, Setting setting) {
            caller = new CallerNode(side.workload(), setting, true);
            owner = new LaterNode(side.workload().specification(setting), setting, side.copying());
            host = new ThreadHost(
                    side.transport(),
                    setting.options(),
                    List.of(caller, owner),
                    Links.clientsAndServers(1),
                    setting.waiting(),
                    64,
                    setting.payloadBytes());
        }

        @Override
        public void start(ThreadFactory factory) {
            host.start(1, factory);
        }

        @Override
        public Caller caller(int worker) {
            host.port(0);
            return caller;
        }

        @Override
        public long digest() {
            return owner.state.digest();
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of();
        }

        @Override
        public void close() {
            host.close();
        }
    }

    private static final class LaterNode implements Node {
        private static final int ANSWER = 0;

        private final Specification state;
        private final Message copy;
        private final Payload reply;
        private final boolean copying;
        private Message kept;

        LaterNode(Specification state, Setting setting, boolean copying) {
            this.state = state;
            this.copy = new Message(setting.payloadBytes());
            this.reply = setting.payload();
            this.copying = copying;
        }

        @Override
        public void onMessage(Message request, Port port) {
            kept = request;
            if (copying) {
                copy.take(request.header(), request.sequence(), request.a(), request.b());
                copy.payload().copy(request.payload());
                kept = copy;
            }
            port.schedule(ANSWER, 0);
        }

        @Override
        public void onTimer(int timer, Port port) {
            long result = state.apply(kept.kind(), kept.a(), kept.b(), kept.payload());
            reply.copy(kept.payload());
            port.send(0, Sum.ADD, kept.sequence(), result, 0, reply);
        }
    }
}
