// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.Tally;
import dev.duality.messaging.Node;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The handling end of an arrangement: the node that sources send to, those that it defers to, and where to read what
/// a device's interrupts have come to when nothing is under way.
record Controller(Node node, List<? extends Node> deferredTo, IntFunction<Tally> tallies) {
    static Controller of(Arrangement arrangement, BottomHalf bottomHalf) {
        return switch (arrangement.mode()) {
            case INLINE -> polling(arrangement, 1, bottomHalf);
            case POLLING -> polling(arrangement, arrangement.quota(), bottomHalf);
            case THREAD_PER_DEVICE -> {
                List<DeviceNode> devices = IntStream.range(0, arrangement.devices())
                        .mapToObj(device -> new DeviceNode(device, bottomHalf))
                        .toList();
                yield new Controller(
                        new RelayNode(arrangement.sources() + 1),
                        devices,
                        device -> devices.get(device).tally());
            }
            case POOL -> {
                PoolNode pool = new PoolNode(arrangement);
                List<HandlerNode> handlers = IntStream.range(0, arrangement.handlers())
                        .mapToObj(_ -> new HandlerNode(arrangement.devices(), bottomHalf))
                        .toList();
                yield new Controller(pool, handlers, device -> HandlerNode.tally(device, handlers, pool.drops(device)));
            }
        };
    }

    private static Controller polling(Arrangement arrangement, int quota, BottomHalf bottomHalf) {
        PollingNode node = new PollingNode(arrangement, quota, bottomHalf);
        return new Controller(node, List.of(), node::tally);
    }

    Tally tally(int device) {
        return tallies.apply(device);
    }
}
