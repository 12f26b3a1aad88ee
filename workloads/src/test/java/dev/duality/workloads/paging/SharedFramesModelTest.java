// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

class SharedFramesModelTest {
    private static final SharedFrames.Size SIZE = new SharedFrames.Size(3, 2, Long.BYTES, 2);
    private static final int ENOUGH = 200; // steps of who waits for a fault or a cleaning of the other

    /// Waits for a lock that another thread holds for a few steps, and says so if it is held for ever.
    private static final class BoundedWait extends WaitStrategy {
        @Override
        public void idle(int attempt) {
            if (attempt > ENOUGH) {
                throw new IllegalStateException("the lock is held for ever");
            }
            Thread.onSpinWait();
        }
    }

    /// Three pages of one word in two frames, one of which may be dirty, and two workers.
    @Param(name = "page", gen = IntGen.class, conf = "0:2")
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public static class Framed {
        private final SharedFrames frames;

        public Framed() {
            this(UnaryOperator.identity());
        }

        Framed(UnaryOperator<Region> view) {
            Region region = new HeapRegion(SharedFrames.layout(SIZE).bytes());
            frames = new SharedFrames(
                    view.apply(region), 0, SIZE, new byte[0][], new WaitStrategy[] {new BoundedWait(), new BoundedWait()
                    });
        }

        @Operation(nonParallelGroup = "first")
        public long load(@Param(name = "page") int page) {
            return frames.load(0, page, 0);
        }

        @Operation(nonParallelGroup = "first")
        public void store(@Param(name = "page") int page, @Param(name = "value") int value) {
            frames.store(0, page, 0, value);
        }

        @Operation(nonParallelGroup = "second")
        public long loadToo(@Param(name = "page") int page) {
            return frames.load(1, page, 0);
        }

        @Operation(nonParallelGroup = "second")
        public void storeToo(@Param(name = "page") int page, @Param(name = "value") int value) {
            frames.store(1, page, 0, value);
        }
    }

    private static long pins() {
        return SharedFrames.layout(SIZE).spans().stream()
                .filter(span -> span.name().equals("residency"))
                .mapToLong(RegionLayout.Span::offset)
                .findFirst()
                .orElseThrow();
    }

    /// Takes pages away, and cleans them, though another worker has pinned them.
    @Param(name = "page", gen = IntGen.class, conf = "0:2")
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public static class PinsUnseen extends Framed {
        public PinsUnseen() {
            super(shared -> new ForwardingRegion(shared) {
                private final long pins = pins();

                @Override
                public long getVolatile(long offset) {
                    boolean isPin = offset == pins || offset == pins + Region.APART;
                    return isPin ? 0 : super.getVolatile(offset);
                }
            });
        }
    }

    @Test
    void wordsAreLinearizableThoughPagesComeAndGo() {
        ModelChecking.assertLinearizable(Framed.class);
    }

    @Test
    void theyAreNotIfPinsAreNotSeen() {
        ModelChecking.assertBroken(PinsUnseen.class);
    }

    private static SharedFrames opened(SharedFrames.Size size) {
        WaitStrategy[] waits = WaitStrategy.of(WaitStrategy.Kind.SPIN, size.workers());
        return new SharedFrames(new HeapRegion(SharedFrames.layout(size).bytes()), 0, size, new byte[0][], waits);
    }

    /// The page of each worker is dirty and pinned, so nothing can be cleaned for the last one.
    @Test
    void pagesThatOthersHavePinnedAreNotCleaned() {
        SharedFrames frames = opened(new SharedFrames.Size(9, 8, Long.BYTES, 4)); // two dirty ones at most
        for (int worker = 0; worker < 4; worker++) {
            frames.store(worker, worker, 0, 10 + worker);
        }
        assertEquals(4, frames.dirty());
        assertEquals(0, frames.counts().get("cleanings"));

        IntStream.range(0, 4).forEach(worker -> frames.load(worker, 4 + worker, 0)); // gives the pages up
        frames.store(0, 8, 0, 18);

        assertEquals(2, frames.dirty());
        for (int page = 0; page < 4; page++) {
            assertEquals(10 + page, frames.word(page, 0));
        }
    }

    /// A page in a frame is one that was brought and has not left.
    @Test
    void framesAddUp() {
        SharedFrames frames = opened(new SharedFrames.Size(7, 3, Long.BYTES, 2));
        for (int i = 0; i < 500; i++) {
            int page = (i * i + i / 3) % 7;
            if (i % 3 == 0) {
                frames.store(i % 2, page, 0, i);
            } else {
                frames.load(i % 2, page, 0);
            }
            long held = frames.counts().get("faults") - frames.counts().get("evictions");
            assertEquals(held, frames.resident(), "after " + i);
            assertTrue(frames.dirty() <= 2, "after " + i); // as many as workers
        }
        assertEquals(500, frames.counts().get("hits") + frames.counts().get("faults"));
    }

    /// Of a worker that was interrupted while it waited for the lock the page is away; it is no other one that it
    /// finds.
    @Test
    void whoIsInterruptedWhileHeWaitsTouchesNothing() {
        SharedFrames.Size size = new SharedFrames.Size(3, 2, Long.BYTES, 2);
        Region region = new HeapRegion(SharedFrames.layout(size).bytes());
        boolean[] refuses = {true};
        WaitStrategy refusing = new WaitStrategy() {
            @Override
            public void idle(int attempt) {
                region.setRelease(0, 0); // the holder goes on
                if (refuses[0]) {
                    throw new IllegalStateException("interrupted");
                }
            }
        };
        SharedFrames frames = new SharedFrames(region, 0, size, new byte[0][], new WaitStrategy[] {refusing, refusing});
        frames.store(0, 2, 0, 6);
        frames.store(0, 1, 0, 5);
        frames.load(0, 0, 0); // page 2 leaves
        region.setPlain(0, 1); // somebody holds the lock
        assertThrows(IllegalStateException.class, () -> frames.load(1, 2, 0));
        refuses[0] = false;

        assertEquals(6, frames.load(1, 2, 0));
        assertEquals(5, frames.load(1, 1, 0));
    }
}
