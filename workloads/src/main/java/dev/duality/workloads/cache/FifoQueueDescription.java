// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.history.Model;
import dev.duality.shm.structure.QueueStep;
import dev.duality.shm.structure.Structure;
import java.util.List;
import java.util.random.RandomGenerator;

/// The queue by which a cache's blocks enter and leave, as a structure that a kit can test and weak memory explore: all
/// parties offer and poll. Before an offer a party writes, with a plain store, which of its numbers it is, and whoever
/// polls it looks whether that is there. `verify --memory weak --structure fifo-queue` explores it.
public class FifoQueueDescription implements Structure<QueueStep> {
    private static final int EACH = 1_000_000; // numbers of a party

    /// For the service loader.
    public FifoQueueDescription() {}

    @Override
    public String name() {
        return "fifo-queue";
    }

    static int cells(Shape shape) {
        return FifoQueue.cells(shape.capacity());
    }

    /// The offset of the words that parties write, each apart from all others.
    private static long written(Shape shape) {
        return RegionLayout.apart(FifoQueue.bytes(cells(shape)));
    }

    @Override
    public long bytes(Shape shape) {
        return written(shape) + (long) shape.parties() * Region.APART;
    }

    @Override
    public boolean hasCapacity() {
        return true;
    }

    @Override
    public View<QueueStep> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        FifoQueue queue = new FifoQueue(region, offset, cells(shape));
        long written = offset + written(shape);
        return party -> new Party<>() {
            private int offered;

            @Override
            public QueueStep call(RandomGenerator random) {
                if (random.nextBoolean()) {
                    region.setPlain(written + (long) party * Region.APART, ++offered);
                    int number = party * EACH + offered;
                    return new QueueStep.Offered(number, queue.offer(number));
                }
                return new QueueStep.Polled(poll());
            }

            private long poll() {
                int number = queue.poll();
                boolean isWhole =
                        number < 0 || region.getPlain(written + (long) (number / EACH) * Region.APART) >= number % EACH;
                return isWhole ? number : QueueStep.TORN;
            }

            @Override
            public List<QueueStep> rest() {
                return QueueStep.all(this::poll);
            }
        };
    }

    @Override
    public Model<List<Long>, QueueStep> model(Shape shape) {
        return QueueStep.model(cells(shape));
    }

    /// States and positions run over.
    @Override
    public List<Start<QueueStep>> starts(Shape shape) {
        int cells = cells(shape);
        return QueueStep.starts(
                cells,
                carried -> (region, offset) -> {
                    region.setPlain(offset, carried); // head
                    region.setPlain(offset + Region.APART, carried); // tail
                    for (long position = carried; position - carried < cells; position++) {
                        long attempt = Long.divideUnsigned(position, cells);
                        region.setPlain(
                                offset + 2 * Region.APART + Long.remainderUnsigned(position, cells) * Long.BYTES,
                                2 * attempt << 32);
                    }
                },
                (long) cells << 31);
    }
}
