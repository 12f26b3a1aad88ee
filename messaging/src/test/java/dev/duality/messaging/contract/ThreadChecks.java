// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static dev.duality.messaging.contract.Shapes.busy;
import static dev.duality.messaging.contract.Shapes.each;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Several threads at each end.
public interface ThreadChecks extends TransportKit {
    /// Channels are worn: where an index runs over it does so soon, so that they carry less.
    @TestFactory
    default Stream<DynamicTest> threadsLoseRepeatTearAndReorderNothing() {
        return each(
                this,
                busy(this),
                (spec, channel) -> pass(spec, channel, spec.capacity() == 1 ? messages() / 4 : messages()),
                (spec, channel) -> pass(spec, channel, messages() / 16));
    }

    private void pass(ChannelSpec spec, Channel channel, int count) {
        new Traffic(channel, spec, transport().contract().order(), count, patience()).run();
    }
}
