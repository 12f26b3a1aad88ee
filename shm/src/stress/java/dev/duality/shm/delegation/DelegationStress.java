// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.delegation;

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

/// The client asks for 1, and for 2 when it has the reply, in the same line; the server polls; then what was served.
@JCStressTest
@State
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "no reply came while the client looked")
@Outcome(
        id = "35, 12",
        expect = ACCEPTABLE,
        desc = "the reply came, and the next request was served from the same line")
@Outcome(expect = FORBIDDEN, desc = "a request or a reply was read unwritten, lost or overtaken")
public class DelegationStress {
    private static final int LOOKS = 24;

    private final Delegation.Client client;
    private final Delegation.Server server;
    private int served; // kinds in the order they came; -1 is a request that does not belong together

    public DelegationStress() {
        this(UnaryOperator.identity(), UnaryOperator.identity());
    }

    DelegationStress(UnaryOperator<Region> clients, UnaryOperator<Region> servers) {
        Region shared = new HeapRegion(Delegation.bytes(1));
        WaitStrategy[] waits = WaitStrategy.of(WaitStrategy.Kind.PAUSE, 2);
        client = new Delegation(clients.apply(shared), 0, 1).client(0, waits[1]);
        server = new Delegation(servers.apply(shared), 0, 1).server(this::serve, waits);
    }

    private long serve(int kind, long a, long b, Payload none) {
        boolean whole = a == 10L * kind && b == 20L * kind;
        served = whole && served >= 0 ? 10 * served + kind : -1;
        return a + b + 5L * kind;
    }

    private void ask(int kind) {
        client.offer(kind, 10L * kind, 20L * kind);
    }

    @Actor
    public void client(II_Result r) {
        ask(1);
        for (int look = 0; look < LOOKS; look++) {
            if (client.ready()) {
                r.r1 = (int) client.take();
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
    @Description("K2 made plain: the request comes after its toggle")
    public static class RequestMadePlain extends DelegationStress {
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
    @Description("S4 made plain: the result comes after its bit")
    public static class ReplyMadePlain extends DelegationStress {
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
    @Description("S1 made plain: the request is read before its toggle")
    public static class LookMadePlain extends DelegationStress {
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
