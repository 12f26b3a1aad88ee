// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.mailbox;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.EarlyLoads;
import dev.duality.shm.stress.LateStores;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The client asks for 1, and for 2 when it has the reply, through one mailbox; the server polls; then what was served.
@JCStressTest
@State
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "no reply came while the client looked")
@Outcome(
        id = "35, 12",
        expect = ACCEPTABLE,
        desc = "the reply came, and the next request was served from the same mailbox")
@Outcome(expect = FORBIDDEN, desc = "a request or a reply was read unwritten, lost or overtaken")
public class MailboxStress {
    private static final int LOOKS = 24;

    private final Payload payload = new Payload(Long.BYTES);
    private final Mailbox.Client client;
    private final Mailbox.Server server;
    private int served; // kinds in the order they came; -1 is a request that does not belong together

    public MailboxStress() {
        this(UnaryOperator.identity(), UnaryOperator.identity());
    }

    MailboxStress(UnaryOperator<Region> clients, UnaryOperator<Region> servers) {
        Region shared = new HeapRegion(Mailbox.bytes(1, 1, Long.BYTES));
        WaitStrategy[] waits = WaitStrategy.of(WaitStrategy.Kind.PAUSE, 2);
        client = new Mailbox(clients.apply(shared), 0, 1, 1, Long.BYTES).client(0, waits[1]);
        server = new Mailbox(servers.apply(shared), 0, 1, 1, Long.BYTES).server(this::serve, waits);
    }

    private long serve(int kind, long a, long b, Payload bytes) {
        boolean whole =
                a == 10L * kind && b == 20L * kind && bytes.length() == Long.BYTES && bytes.stamp() == 5L * kind;
        served = whole && served >= 0 ? 10 * served + kind : -1;
        bytes.stamp(7L * kind, Long.BYTES);
        return a + b + 5L * kind;
    }

    private void ask(int kind) {
        payload.stamp(5L * kind, Long.BYTES);
        client.offer(kind, 10L * kind, 20L * kind, payload);
    }

    @Actor
    public void client(II_Result r) {
        ask(1);
        for (int look = 0; look < LOOKS; look++) {
            if (client.ready()) {
                int result = (int) client.take(payload);
                r.r1 = payload.stamp() == 7 ? result : -1;
                ask(2);
                return;
            }
            Thread.onSpinWait();
        }
    }

    @Actor
    public void server() {
        for (int look = 0; look < LOOKS; look++) {
            server.poll();
            Thread.onSpinWait();
        }
    }

    @Arbiter
    public void after(II_Result r) {
        server.poll();
        r.r2 = served;
    }

    @JCStressTest
    @State
    @Description("K2 made plain: the request comes after its number")
    public static class RequestMadePlain extends MailboxStress {
        public RequestMadePlain() {
            super(LateStores::new, UnaryOperator.identity());
        }

        @Actor
        @Override
        public void client(II_Result r) {
            super.client(r);
        }

        @Actor
        @Override
        public void server() {
            super.server();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    @JCStressTest
    @State
    @Description("S4 made plain: the reply comes after its number")
    public static class ReplyMadePlain extends MailboxStress {
        public ReplyMadePlain() {
            super(UnaryOperator.identity(), LateStores::new);
        }

        @Actor
        @Override
        public void client(II_Result r) {
            super.client(r);
        }

        @Actor
        @Override
        public void server() {
            super.server();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    @JCStressTest
    @State
    @Description("S1 made plain: the request is read before its number")
    public static class LookMadePlain extends MailboxStress {
        public LookMadePlain() {
            super(UnaryOperator.identity(), EarlyLoads::new);
        }

        @Actor
        @Override
        public void client(II_Result r) {
            super.client(r);
        }

        @Actor
        @Override
        public void server() {
            super.server();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }
}
