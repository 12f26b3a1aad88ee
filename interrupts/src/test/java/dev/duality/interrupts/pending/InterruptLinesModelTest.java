// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class InterruptLinesModelTest {
    private static final int DEPTH = 2;

    /// One device, and who handles its interrupts: the digest is the sum of the causes.
    public static class Device {
        private final InterruptLines lines;
        private final InterruptLines.Raiser raiser;
        private final Payload payload = new Payload(0);

        public Device() {
            this(new HeapRegion(InterruptLines.bytes(1, DEPTH, 0)));
        }

        Device(Region region) {
            lines = new InterruptLines(region, 0, 1, DEPTH, 0);
            raiser = lines.raiser(0);
        }

        @Operation(nonParallelGroup = "device")
        public boolean raise(int cause) {
            return raiser.raise(cause, payload, 0);
        }

        /// @return what the oldest interrupt gave; `null` if it is not handled
        @Operation(nonParallelGroup = "device")
        public Long take() {
            return raiser.hasUnderWay() && raiser.isHandled() ? raiser.take() : null;
        }

        @Operation(nonParallelGroup = "handler")
        public boolean handle() {
            long number = lines.next(0);
            if (!lines.isRaised(0, number)) {
                return false;
            }
            lines.handle(0, number, (device, digest, cause, bytes) -> digest + cause, new Payload(0));
            return true;
        }
    }

    /// Says that an interrupt was raised before its cause is there: a released word is seen one plain store early.
    public static class RaisedTooSoon extends Device {
        public RaisedTooSoon() {
            super(new ForwardingRegion(new HeapRegion(InterruptLines.bytes(1, DEPTH, 0))) {
                private long held = -1;
                private long value;
                private long before = -1;
                private long valueBefore;

                @Override
                public void setPlain(long offset, long word) {
                    if (before >= 0) {
                        super.setPlain(before, valueBefore);
                    }
                    before = held;
                    valueBefore = value;
                    held = offset;
                    value = word;
                }

                @Override
                public void setRelease(long offset, long word) {
                    super.setRelease(offset, word);
                    if (before >= 0) {
                        super.setPlain(before, valueBefore);
                    }
                    if (held >= 0) {
                        super.setPlain(held, value);
                    }
                    before = -1;
                    held = -1;
                }
            });
        }
    }

    @Test
    void isLinearizable() {
        ModelChecking.assertLinearizable(Device.class);
    }

    @Test
    void isNotIfRaisedBeforeTheCauseIsThere() {
        ModelChecking.assertBroken(RaisedTooSoon.class);
    }
}
