// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// The channels that are checked, by their shapes, and how a check is run on each.
final class Shapes {
    private Shapes() {}

    static ChannelSpec alone(int capacity, int payloadBytes) {
        return new ChannelSpec("tested", 1, 1, capacity, payloadBytes);
    }

    static void with(TransportKit kit, ChannelSpec spec, TransportKit.Check check) throws Exception {
        try (Transport.Carrier carrier = kit.transport().start(TransportOptions.defaults());
                Channel channel = carrier.open(spec)) {
            check.run(spec, channel);
        }
    }

    /// A check of a new channel and of all worn ones, for each of these shapes.
    static Stream<DynamicTest> each(TransportKit kit, List<ChannelSpec> specs, TransportKit.Check check) {
        return each(kit, specs, check, check);
    }

    static Stream<DynamicTest> each(
            TransportKit kit, List<ChannelSpec> specs, TransportKit.Check check, TransportKit.Check ofWorn) {
        return specs.stream().flatMap(spec -> {
            String shape = "%d to %d, capacity %d, payload %,d"
                    .formatted(spec.producers(), spec.consumers(), spec.capacity(), spec.payloadBytes());
            return Stream.concat(
                    Stream.of(dynamicTest(shape, () -> with(kit, spec, check))),
                    kit.worn(spec).stream()
                            .map(worn -> dynamicTest(shape + ", " + worn.name(), () -> {
                                try (Channel channel = worn.channel()) {
                                    ofWorn.run(spec, channel);
                                }
                            })));
        });
    }

    static List<ChannelSpec> small() {
        return Stream.of(1, 2, 8, 64)
                .flatMap(capacity -> Stream.of(0, 24, 100).map(payloadBytes -> alone(capacity, payloadBytes)))
                .toList();
    }

    /// As many threads at either end as the contract allows, and channels for one message, for few and for many.
    static List<ChannelSpec> busy(TransportKit kit) {
        Contract contract = kit.transport().contract();
        List<Integer> producers = contract.producers() == Contract.Many.MANY ? List.of(1, 3) : List.of(1);
        List<Integer> consumers = contract.consumers() == Contract.Many.MANY ? List.of(1, 2) : List.of(1);
        List<ChannelSpec> specs = new ArrayList<>();
        for (int from : producers) {
            for (int to : consumers) {
                specs.add(new ChannelSpec("tested", from, to, 1, 24));
                specs.add(new ChannelSpec("tested", from, to, 4, 0));
                specs.add(new ChannelSpec("tested", from, to, 64, kit.longPayload()));
            }
        }
        return specs;
    }

    /// The numbers that were received, sorted if the contract keeps no order.
    static List<Long> inOrder(TransportKit kit, List<Long> got) {
        return kit.transport().contract().order() == Contract.Order.NONE
                ? got.stream().sorted().toList()
                : got;
    }

    static long checked(Numbered numbered, Message message) {
        numbered.checkWhole(message);
        return message.sequence();
    }
}
