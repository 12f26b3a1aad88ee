// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The owner says that it will sleep, and looks; the signaller makes it hold, and signals; then does it sleep? The
/// kernel looks at the word before it lets the owner sleep, so that a 0 is as good as a wake-up. That a sleeper is
/// woken is in FutexWaitTest: actors do not wait.
@JCStressTest
@State
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the owner fell asleep and was woken")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the owner saw it, and was woken, too")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the owner saw it; the signaller had looked before")
@Outcome(expect = FORBIDDEN, desc = "the owner saw nothing, and nobody woke it")
public class FutexWaitStress {
    private final Region shared = new HeapRegion(Region.LINE);
    private final Region word = Region.allocate(Region.LINE); // at an address that the kernel can be given
    private final FutexWait wait = new FutexWait(word, 0);

    void say() {
        wait.idle(WaitStrategy.SPINS); // O1
    }

    int look() {
        return (int) shared.getOpaque(0); // O2
    }

    void makeItHold() {
        shared.setOpaque(0, 1); // S1
    }

    void signal() {
        wait.signal(); // S2 to S4
    }

    @Actor
    public void owner(II_Result r) {
        say();
        r.r1 = look();
    }

    @Actor
    public void signaller() {
        makeItHold();
        signal();
    }

    @Arbiter
    public void after(II_Result r) {
        r.r2 = (int) word.getOpaque(0);
    }

    @JCStressTest
    @State
    @Description("O2 before O1, which is what comes of O1 without its fence")
    public static class OwnersStoreLate extends FutexWaitStress {
        @Actor
        @Override
        public void owner(II_Result r) {
            r.r1 = look();
            BrokenRegion.linger();
            say();
        }

        @Actor
        @Override
        public void signaller() {
            super.signaller();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    @JCStressTest
    @State
    @Description("S2 before S1, which is what comes of S1 without its fence")
    public static class SignallersStoreLate extends FutexWaitStress {
        @Actor
        @Override
        public void owner(II_Result r) {
            super.owner(r);
        }

        @Actor
        @Override
        public void signaller() {
            signal();
            BrokenRegion.linger();
            makeItHold();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }
}
