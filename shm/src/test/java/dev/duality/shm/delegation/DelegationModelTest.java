// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.delegation;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class DelegationModelTest {
    /// One client and the server of a number that is added to.
    public static class Called {
        private final Delegation.Client client;
        private final Delegation.Server server;
        private long sum;
        private int underWay;

        public Called() {
            this(new HeapRegion(Delegation.bytes(1)));
        }

        Called(Region region) {
            Delegation delegation = new Delegation(region, 0, 1);
            WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.SPIN);
            client = delegation.client(0, wait);
            server = delegation.server((kind, a, b, bytes) -> sum += a + b, new WaitStrategy[] {wait});
        }

        @Operation(nonParallelGroup = "client")
        public boolean ask(int number) {
            boolean left = client.offer(1, number, 1000);
            underWay += left ? 1 : 0;
            return left;
        }

        /// @return what the oldest request gave; -1 if there is no reply
        @Operation(nonParallelGroup = "client")
        public long answer() {
            if (underWay == 0 || !client.ready()) {
                return -1;
            }
            underWay--;
            return client.take();
        }

        @Operation(nonParallelGroup = "server")
        public int serve() {
            return server.poll();
        }
    }

    /// Says that the request is there before it is.
    public static class AskedTooSoon extends Called {
        public AskedTooSoon() {
            super(new SoonRegion(Delegation.bytes(1)));
        }
    }

    /// Every released word is seen one plain store early.
    private static final class SoonRegion extends ForwardingRegion {
        private long held = -1; // where the last plain store went, which is still to be made
        private long value;

        SoonRegion(long bytes) {
            super(new HeapRegion(bytes));
        }

        @Override
        public void setPlain(long offset, long word) {
            letGo();
            held = offset;
            value = word;
        }

        @Override
        public void setRelease(long offset, long word) {
            super.setRelease(offset, word);
            letGo();
        }

        private void letGo() {
            if (held >= 0) {
                super.setPlain(held, value);
                held = -1;
            }
        }
    }

    @Test
    void isLinearizable() {
        ModelChecking.assertLinearizable(Called.class);
    }

    @Test
    void isNotIfARequestIsSeenBeforeItIsWritten() {
        ModelChecking.assertBroken(AskedTooSoon.class);
    }
}
