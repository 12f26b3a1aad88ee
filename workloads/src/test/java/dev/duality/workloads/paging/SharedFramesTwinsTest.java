// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The steps of SharedFrames one by one forgotten, or out of their order, each in the interleaving that shows it, and
/// beside it what the right one does there. T1 and L1 are those of Residency (`PinMadeRelease`, `PinsUnseen`), F1, S2
/// and F5 those of SpinLock, which have their twins; L3 that is forgotten and not late loses nothing.
class SharedFramesTwinsTest {
    private static final SharedFrames.Size SIZE = new SharedFrames.Size(3, 2, Long.BYTES, 2);
    private static final RegionLayout LAYOUT = SharedFrames.layout(SIZE);
    private static final RegionLayout RESIDENCY = Residency.layout(SIZE.pages(), SIZE.workers());
    private static final Span FRAMES = new Span(of(LAYOUT, "frames"), 0);
    private static final Span BACKING = new Span(of(LAYOUT, "backing"), 0);
    private static final Span THERE =
            new Span(of(RESIDENCY, "there"), of(LAYOUT, "residency").offset());
    private static final Span DIRTY =
            new Span(of(RESIDENCY, "dirty"), of(LAYOUT, "residency").offset());

    /// A part of the region.
    /// @param base where the layout begins that it is of
    private record Span(RegionLayout.Span part, long base) {
        boolean has(long offset) {
            long at = offset - base - part.offset();
            return at >= 0 && at < part.bytes();
        }
    }

    private static RegionLayout.Span of(RegionLayout layout, String name) {
        return layout.spans().stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Says that somebody would have to wait.
    private static final WaitStrategy SAYS = new WaitStrategy() {
        @Override
        public void idle(int attempt) {
            throw new IllegalStateException("waits");
        }
    };

    private final Region region = new HeapRegion(LAYOUT.bytes());
    private final SharedFrames right = open(UnaryOperator.identity());
    private Runnable meanwhile = () -> {}; // what the other worker does, once
    private long found;

    private SharedFrames open(UnaryOperator<Region> view) {
        return new SharedFrames(view.apply(region), 0, SIZE, new byte[0][], new WaitStrategy[] {SAYS, SAYS});
    }

    private void meanwhile() {
        Runnable now = meanwhile;
        meanwhile = () -> {};
        now.run();
    }

    /// Lets the other worker go on when a page has arrived, or when the lock is about to be taken.
    private class Stopped extends ForwardingRegion {
        Stopped(Region shared) {
            super(shared);
        }

        @Override
        public void setVolatile(long offset, long value) {
            super.setVolatile(offset, value);
            if (THERE.has(offset) && value == 1) {
                meanwhile();
                arrived();
            }
        }

        void arrived() {}
    }

    /// Page 2 has 6, and has left.
    private void page2HasLeft() {
        right.store(0, 2, 0, 6);
        right.load(0, 0, 0);
        right.load(0, 1, 0);
    }

    private long foundAtArrivalOfPage2(SharedFrames frames) {
        page2HasLeft();
        meanwhile = () -> found = right.load(1, 2, 0);
        frames.load(0, 2, 0);
        return found;
    }

    @Test
    void whatArrivesHasItsContent() {
        assertEquals(6, foundAtArrivalOfPage2(open(Stopped::new)));
    }

    /// F3 behind F4.
    @Test
    void aPageThatArrivesBeforeItsContentIsFoundWithoutIt() {
        SharedFrames late = open(shared -> new Stopped(shared) {
            private Runnable content = () -> {};

            @Override
            public void write(long offset, byte[] from, int at, int length) {
                if (FRAMES.has(offset)) {
                    content = () -> super.write(offset, from, at, length);
                } else {
                    super.write(offset, from, at, length);
                }
            }

            @Override
            void arrived() {
                content.run();
            }
        });

        assertEquals(0, foundAtArrivalOfPage2(late));
    }

    /// Page 0 is dirty, and is cleaned for page 1; as soon as it arrives the other worker stores into it.
    private void storedIntoPage0AsItIsCleaned(SharedFrames frames) {
        right.store(0, 0, 0, 5);
        right.load(0, 1, 0);
        meanwhile = () -> right.store(1, 0, 0, 9);
        frames.store(0, 1, 0, 8);
    }

    private long page0ComesBack() {
        right.load(1, 1, 0); // gives page 0 up
        right.load(0, 2, 0);
        return right.load(0, 0, 0);
    }

    @Test
    void whoStoresIntoAPageThatWasCleanedFindsItClean() {
        assertEquals(
                "waits",
                assertThrows(IllegalStateException.class, () -> storedIntoPage0AsItIsCleaned(open(Stopped::new)))
                        .getMessage());
    }

    /// L3 behind F4.
    @Test
    void aMarkThatIsTakenAfterThePageHasArrivedLosesAStore() {
        SharedFrames late = open(shared -> new Stopped(shared) {
            private Runnable mark = () -> {};

            @Override
            public void setPlain(long offset, long value) {
                if (DIRTY.has(offset) && value == 0) {
                    mark = () -> super.setPlain(offset, value);
                } else {
                    super.setPlain(offset, value);
                }
            }

            @Override
            void arrived() {
                mark.run();
            }
        });
        storedIntoPage0AsItIsCleaned(late);

        assertEquals(5, page0ComesBack());
    }

    private static long storedAndBroughtAgain(SharedFrames frames) {
        frames.store(0, 2, 0, 6);
        frames.load(0, 0, 0);
        frames.load(0, 1, 0);
        return frames.load(0, 2, 0);
    }

    @Test
    void whatIsStoredIsThereWhenThePageComesBack() {
        assertEquals(6, storedAndBroughtAgain(right));
    }

    /// S3 forgotten.
    @Test
    void aPageThatIsNotMarkedIsNotWrittenBack() {
        assertEquals(0, storedAndBroughtAgain(open(shared -> new ForwardingRegion(shared) {
            @Override
            public void setPlain(long offset, long value) {
                if (!DIRTY.has(offset)) {
                    super.setPlain(offset, value);
                }
            }
        })));
    }

    /// L2 forgotten.
    @Test
    void aPageThatLeavesWithoutBeingCopiedIsLost() {
        assertEquals(0, storedAndBroughtAgain(open(shared -> new ForwardingRegion(shared) {
            @Override
            public void write(long offset, byte[] from, int at, int length) {
                if (!BACKING.has(offset)) {
                    super.write(offset, from, at, length);
                }
            }
        })));
    }

    /// Before its lock is taken the other worker brings the page and stores 4 into it.
    private class AtLock extends ForwardingRegion {
        AtLock(Region shared) {
            super(shared);
        }

        @Override
        public boolean compareAndSet(long offset, long expected, long value) {
            meanwhile();
            return super.compareAndSet(offset, expected, value);
        }
    }

    private long loadedAsTheOtherBroughtIt(SharedFrames frames) {
        meanwhile = () -> right.store(1, 2, 0, 4);
        return frames.load(0, 2, 0);
    }

    @Test
    void whoHasTheLockLooksAgainAndFindsWhatAnotherHasBrought() {
        assertEquals(4, loadedAsTheOtherBroughtIt(open(AtLock::new)));
        assertEquals(1, right.counts().get("faults"));
    }

    /// F2 forgotten.
    @Test
    void whoDoesNotLookAgainBringsAPageASecondTimeWithoutWhatWasStored() {
        SharedFrames blind = open(shared -> new AtLock(shared) {
            @Override
            public long getPlain(long offset) {
                return THERE.has(offset) ? 0 : super.getPlain(offset);
            }
        });

        assertEquals(0, loadedAsTheOtherBroughtIt(blind));
        assertEquals(2, right.counts().get("faults"));
    }

    /// Stores of a worker that wait in its own buffer.
    private static final class Buffered extends ForwardingRegion {
        private Runnable store = () -> {};

        Buffered(Region shared) {
            super(shared);
        }

        @Override
        public void setVolatile(long offset, long value) {
            if (FRAMES.has(offset)) {
                store = () -> super.setVolatile(offset, value);
            } else {
                super.setVolatile(offset, value);
            }
        }
    }

    /// T3 made a release, so that a load may pass it.
    @Test
    void twoThatStoreAndThenLoadBothFindTheOldWord() {
        right.load(0, 0, 0);
        right.load(1, 1, 0);
        Buffered[] views = new Buffered[2];
        SharedFrames one = open(shared -> views[0] = new Buffered(shared));
        SharedFrames other = open(shared -> views[1] = new Buffered(shared));
        one.store(0, 0, 0, 7);
        other.store(1, 1, 0, 8);
        long first = one.load(0, 1, 0);
        long second = other.load(1, 0, 0);
        for (Buffered view : views) {
            view.store.run();
        }

        assertEquals(0, first + second);
        assertEquals(7 + 8, right.word(0, 0) + right.word(1, 0));
    }

    @Test
    void ofTwoThatStoreAndThenLoadNoneFindsTheOldWord() {
        right.load(0, 0, 0);
        right.load(1, 1, 0);
        right.store(0, 0, 0, 7);
        right.store(1, 1, 0, 8);

        assertEquals(8, right.load(0, 1, 0));
        assertEquals(7, right.load(1, 0, 0));
    }
}
