// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.combining;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Combines additions to a number that is not atomic; each call's bytes go there and others come back.
class FlatCombiningContractTest implements StructureContract<FlatCombiningContractTest.Added> {
    /// @param gave the number before
    record Added(long delta, long gave) {}

    @Override
    public long bytes(Shape shape) {
        return FlatCombining.bytes(shape.parties());
    }

    @Override
    public int longestPayload() {
        return 500;
    }

    /// The parties' payloads and the state are Java objects.
    @Override
    public boolean isOneView() {
        return true;
    }

    @Override
    public View<Added> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        int bytes = shape.payloadBytes();
        long[] number = {0};
        FlatCombining combining = new FlatCombining(
                region,
                offset,
                (kind, delta, stamp, payload) -> {
                    assertEquals(5, kind);
                    assertStamp(stamp, bytes, payload);
                    payload.stamp(~stamp, bytes / 2);
                    long before = number[0];
                    number[0] = before + delta;
                    return before;
                },
                waits);
        return party -> {
            Payload payload = new Payload(bytes);
            return random -> {
                long delta = random.nextLong(-3, 9);
                long stamp = random.nextLong();
                payload.stamp(stamp, bytes);
                long gave = combining.apply(party, 5, delta, stamp, payload);
                assertStamp(~stamp, bytes / 2, payload);
                return new Added(delta, gave);
            };
        };
    }

    private static void assertStamp(long stamp, int bytes, Payload payload) {
        assertEquals(bytes, payload.length());
        assertEquals(bytes < Long.BYTES ? stamp & (1L << 8 * bytes) - 1 : stamp, payload.stamp());
    }

    @Override
    public Model<Long, Added> model(Shape shape) {
        return Model.of(
                0L, (number, call) -> call.gave() == number ? Optional.of(number + call.delta()) : Optional.empty());
    }

    @Override
    public List<Start<Added>> starts(Shape shape) {
        return LongStream.of((1L << 31) - 20, (1L << 32) - 20, Long.MAX_VALUE - 20, -20)
                .mapToObj(asked -> new Start<>(
                        asked + " calls each",
                        (region, offset) -> {
                            for (long party = 1; party <= shape.parties(); party++) {
                                region.setPlain(offset + party * Region.APART, asked);
                                region.setPlain(offset + party * Region.APART + 32, asked); // answered
                            }
                        },
                        model(shape)))
                .toList();
    }
}
