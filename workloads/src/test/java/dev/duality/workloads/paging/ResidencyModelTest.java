// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import dev.duality.shm.contract.RegionBytes;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class ResidencyModelTest {
    private static final int PAGES = 2;

    /// One page of one word, behind it a file, and a worker that counts in it.
    public static class CountingInAPage {
        private static final int PAGE = 0;
        private static final int OTHER = 1;

        private final Region memory = new HeapRegion(2L * Region.APART);
        private final Residency residency;
        private long counted; // the worker's own

        public CountingInAPage() {
            this(UnaryOperator.identity());
        }

        CountingInAPage(UnaryOperator<Region> view) {
            Region words = new HeapRegion(Residency.layout(PAGES, 1).bytes());
            residency = new Residency(view.apply(words), PAGES, 1);
            residency.arrive(PAGE);
            residency.arrive(OTHER);
        }

        /// @return whether the page holds what was counted before, if it is there
        @Operation(nonParallelGroup = "worker")
        public boolean count() {
            residency.pin(0, PAGE);
            if (!residency.isPinned(PAGE)) {
                return true;
            }
            boolean right = memory.getPlain(0) == counted;
            residency.soil(PAGE);
            counted++;
            memory.setPlain(0, counted);
            residency.pin(0, OTHER);
            return right;
        }

        /// Takes the page away, and brings it in again from its file.
        @Operation(nonParallelGroup = "pager")
        public void comeAndGo() {
            if (residency.leave(PAGE)) {
                if (residency.takeDirt(PAGE)) {
                    memory.setPlain(Region.APART, memory.getPlain(0));
                }
                memory.setPlain(0, -1);
                memory.setPlain(0, memory.getPlain(Region.APART));
                residency.arrive(PAGE);
            }
        }
    }

    /// Sees no pin.
    private static final class Blind extends ForwardingRegion {
        Blind(Region region) {
            super(region);
        }

        @Override
        public long getVolatile(long offset) {
            return offset == 0 ? 0 : super.getVolatile(offset);
        }
    }

    /// Takes pages away that are pinned.
    public static class PinsUnseen extends CountingInAPage {
        public PinsUnseen() {
            super(Blind::new);
        }
    }

    @Test
    void aPageThatComesAndGoesKeepsWhatIsCountedInIt() {
        ModelChecking.assertLinearizable(CountingInAPage.class);
    }

    @Test
    void itDoesNotIfPinsAreNotSeen() {
        ModelChecking.assertBroken(PinsUnseen.class);
    }

    @Test
    void eachWorkerHasItsPinApartFromTheOthers() {
        Region region = new HeapRegion(Residency.layout(PAGES, 3).bytes());
        Residency residency = new Residency(region, PAGES, 3);
        for (int worker = 0; worker < 3; worker++) {
            int self = worker;
            assertEquals(Set.of((long) worker), RegionBytes.pairsChanged(region, () -> residency.pin(self, 1)));
        }
    }
}
