// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.shm.Region;
import dev.duality.shm.stress.LateStores;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@State
public class SlotRingWrapStress
        extends SlotRingStress { // as SlotRingStress, where stamps run over from the greatest number to the least
    public SlotRingWrapStress() {
        this(UnaryOperator.identity());
    }

    SlotRingWrapStress(UnaryOperator<Region> producer) {
        super(Long.MAX_VALUE, producer, UnaryOperator.identity());
    }

    @Actor
    @Override
    public void producer() {
        super.producer();
    }

    @Actor
    @Override
    public void consumer(II_Result r) {
        super.consumer(r);
    }

    @JCStressTest
    @State
    @Description("P3 made plain: the message comes after its stamp")
    public static class ReleaseMadePlain extends SlotRingWrapStress {
        public ReleaseMadePlain() {
            super(LateStores::new);
        }

        @Actor
        @Override
        public void producer() {
            super.producer();
        }

        @Actor
        @Override
        public void consumer(II_Result r) {
            super.consumer(r);
        }
    }
}
