// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.stress.BrokenRegion;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// The receiver holds a message that says 7, reads it in two places and gives it back; the sender fills it with 8 if it
/// is its own again.
@JCStressTest
@State
@Outcome(id = "7, 7, 0", expect = ACCEPTABLE, desc = "the sender found it held, and left it alone")
@Outcome(id = "7, 7, 1", expect = ACCEPTABLE, desc = "the sender used it again, after it was read")
@Outcome(expect = FORBIDDEN, desc = "the receiver read what the sender wrote next")
public class MessageStress {
    private static final int PAYLOAD_BYTES = Long.BYTES;

    final Message message = new Message(PAYLOAD_BYTES);

    public MessageStress() {
        fill(7);
        message.hold();
    }

    final void fill(int number) {
        message.set(1, 0, number, 0);
        message.payload().stamp(number, PAYLOAD_BYTES);
    }

    final void read(III_Result r) {
        r.r1 = (int) message.a();
        r.r2 = (int) message.payload().stamp();
    }

    @Actor
    public void receiver(III_Result r) {
        read(r);
        message.release();
    }

    @Actor
    public void sender(III_Result r) {
        if (message.isFree()) {
            fill(8);
            r.r3 = 1;
        }
    }

    @JCStressTest
    @State
    @Description("release() before the handler has read, which is what comes of it made opaque")
    public static class GivenBackTooEarly extends MessageStress {
        @Actor
        @Override
        public void receiver(III_Result r) {
            message.release();
            BrokenRegion.linger();
            read(r);
        }

        @Actor
        @Override
        public void sender(III_Result r) {
            super.sender(r);
        }
    }

    @JCStressTest
    @State
    @Description("filled before isFree() was asked, which is what comes of it made opaque")
    public static class FilledTooEarly extends MessageStress {
        @Actor
        @Override
        public void receiver(III_Result r) {
            super.receiver(r);
        }

        @Actor
        @Override
        public void sender(III_Result r) {
            fill(8);
            BrokenRegion.linger();
            r.r3 = message.isFree() ? 1 : 0;
        }
    }
}
