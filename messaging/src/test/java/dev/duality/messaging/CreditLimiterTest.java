// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditLimiterTest {
    private static final int CAPACITY = 4;

    private static ChannelSpec spec(int producers) {
        return new ChannelSpec("limited", producers, 1, CAPACITY, 0);
    }

    private static int acquired(CreditLimiter.Producer producer) {
        int count = 0;
        while (producer.acquire()) {
            count++;
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void asManyAreHeldAsThereAreCreditsAndReleasedOnesComeBack(int producers) {
        CreditLimiter credits = CreditLimiter.of(spec(producers));
        CreditLimiter.Producer producer = credits.producer();

        assertEquals(CAPACITY, acquired(producer));
        credits.release(3);
        assertEquals(3, acquired(producer));
    }

    @Test
    void whatIsCancelledCanBeAcquiredAgain() {
        CreditLimiter.Producer producer = CreditLimiter.of(spec(1)).producer();
        acquired(producer);

        producer.cancel();

        assertEquals(1, acquired(producer));
    }

    @Test
    void limitersOverTheSameBytesCountTheSameMessages() {
        try (Region region = Region.allocate(3 * CreditLimiter.BYTES)) {
            CreditLimiter one = new CreditLimiter(region, CreditLimiter.BYTES, spec(2));
            CreditLimiter other = new CreditLimiter(region, CreditLimiter.BYTES, spec(2));

            assertEquals(CAPACITY, acquired(one.producer()));
            assertFalse(other.producer().acquire());
            other.release(1);
            assertTrue(one.producer().acquire());
            for (long offset = 0; offset < region.bytes(); offset += Long.BYTES) {
                boolean own = offset / CreditLimiter.BYTES == 1;
                assertTrue(own || region.getPlain(offset) == 0, "a word beside it was written, at " + offset);
            }
        }
    }

    @Test
    void aLimiterThatDoesNotBeginApartIsRefused() {
        try (Region region = Region.allocate(4_096)) {
            assertThrows(IllegalArgumentException.class, () -> new CreditLimiter(region, Region.LINE, spec(1)));
        }
    }

    /// Whenever a producer is about to write how many were sent, the other one comes first.
    @Test
    void aProducerThatComesBetweenTwoStepsOfAnotherIsCounted() {
        try (Region memory = Region.allocate(CreditLimiter.BYTES)) {
            CreditLimiter.Producer other = new CreditLimiter(memory, 0, spec(2)).producer();
            int[] came = new int[1];
            Region between = new ForwardingRegion(memory) {
                private void come() {
                    came[0] += other.acquire() ? 1 : 0;
                }

                @Override
                public void setPlain(long offset, long value) {
                    come();
                    super.setPlain(offset, value);
                }

                @Override
                public boolean compareAndSet(long offset, long expected, long value) {
                    come();
                    return super.compareAndSet(offset, expected, value);
                }
            };

            int own = acquired(new CreditLimiter(between, 0, spec(2)).producer());

            assertEquals(CAPACITY, own + came[0]);
        }
    }
}
