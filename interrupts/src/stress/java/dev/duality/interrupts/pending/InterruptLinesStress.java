// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
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

/// A device raises one interrupt, and the next when it has the answer; a handler handles; then what it came to.
@JCStressTest
@State
@Outcome(id = "0, 7", expect = ACCEPTABLE, desc = "no answer came while the raiser looked")
@Outcome(
        id = "7, 76",
        expect = ACCEPTABLE,
        desc = "the answer came, and the next interrupt was handled in the same slot")
@Outcome(expect = FORBIDDEN, desc = "an interrupt or its answer was lost, overtaken, or read unwritten")
public class InterruptLinesStress {
    private static final int LOOKS = 24;

    private final Payload raised = new Payload(Long.BYTES);
    private final Payload handled = new Payload(Long.BYTES);
    private final InterruptLines lines;
    private final InterruptLines.Raiser raiser;

    public InterruptLinesStress() {
        this(UnaryOperator.identity(), UnaryOperator.identity());
    }

    InterruptLinesStress(UnaryOperator<Region> raising, UnaryOperator<Region> handling) {
        Region shared = new HeapRegion(InterruptLines.bytes(1, 1, Long.BYTES));
        raiser = new InterruptLines(raising.apply(shared), 0, 1, 1, Long.BYTES).raiser(0);
        lines = new InterruptLines(handling.apply(shared), 0, 1, 1, Long.BYTES);
    }

    private void raise(int cause, int stamp) {
        raised.stamp(stamp, Long.BYTES);
        raiser.raise(cause, raised, 9);
    }

    private void handle() {
        long number = lines.next(0);
        if (lines.isRaised(0, number)) {
            lines.handle(0, number, InterruptLinesStress::add, handled);
        }
    }

    private static long add(int device, long digest, long cause, Payload payload) {
        return 10 * digest + cause + payload.stamp();
    }

    @Actor
    public void raiser(II_Result r) {
        raise(3, 4);
        for (int look = 0; look < LOOKS; look++) {
            if (raiser.isHandled()) {
                r.r1 = raiser.tag() == 9 ? (int) raiser.take() : -1;
                raise(5, 1);
                return;
            }
            Thread.onSpinWait();
        }
    }

    @Actor
    public void handler() {
        for (int look = 0; look < LOOKS; look++) {
            handle();
            Thread.onSpinWait();
        }
    }

    @Arbiter
    public void after(II_Result r) {
        handle();
        r.r2 = (int) lines.tally(0).digest();
    }

    @JCStressTest
    @State
    @Description("R2 made plain: the interrupt comes after its number")
    public static class RaiseMadePlain extends InterruptLinesStress {
        public RaiseMadePlain() {
            super(LateStores::new, UnaryOperator.identity());
        }

        @Actor
        @Override
        public void raiser(II_Result r) {
            super.raiser(r);
        }

        @Actor
        @Override
        public void handler() {
            super.handler();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    @JCStressTest
    @State
    @Description("H4 made plain: the answer comes after its number")
    public static class AnswerMadePlain extends InterruptLinesStress {
        public AnswerMadePlain() {
            super(UnaryOperator.identity(), LateStores::new);
        }

        @Actor
        @Override
        public void raiser(II_Result r) {
            super.raiser(r);
        }

        @Actor
        @Override
        public void handler() {
            super.handler();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    @JCStressTest
    @State
    @Description("H1 made plain: the interrupt is read before its number")
    public static class LookMadePlain extends InterruptLinesStress {
        public LookMadePlain() {
            super(UnaryOperator.identity(), EarlyLoads::new);
        }

        @Actor
        @Override
        public void raiser(II_Result r) {
            super.raiser(r);
        }

        @Actor
        @Override
        public void handler() {
            super.handler();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }
}
