// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.interrupts.BottomHalf;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.SplitMix64;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Each party raises the line of its own device, and one server handles all of them. Raisers count from 0 whatever the
/// bytes say, so there is no way to begin near where a count runs over.
class InterruptLinesContractTest implements StructureContract<InterruptLinesContractTest.Raised> {
    record Raised(int device, long cause, long result) {}

    /// A state is what each device's interrupts have come to.
    private record Digests(int devices) implements Model<List<Long>, Raised> {
        @Override
        public List<Long> first() {
            return Collections.nCopies(devices, 0L);
        }

        @Override
        public Optional<List<Long>> after(List<Long> digests, Raised call) {
            if (SplitMix64.of(digests.get(call.device()), call.cause()) != call.result()) {
                return Optional.empty();
            }
            List<Long> after = new ArrayList<>(digests);
            after.set(call.device(), call.result());
            return Optional.of(after);
        }
    }

    @Override
    public long bytes(Shape shape) {
        return InterruptLines.bytes(shape.parties(), shape.capacity(), shape.payloadBytes());
    }

    @Override
    public boolean hasServer() {
        return true;
    }

    @Override
    public boolean hasCapacity() {
        return true;
    }

    @Override
    public int longestPayload() {
        return 500;
    }

    @Override
    public int calls() {
        return 400; // each waits for the server, which may be without a core
    }

    @Override
    public View<Raised> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        int devices = shape.parties();
        int bytes = shape.payloadBytes();
        InterruptLines lines = new InterruptLines(region, offset, devices, shape.capacity(), bytes);
        return new View<>() {
            @Override
            public Party<Raised> party(int device) {
                InterruptLines.Raiser raiser = lines.raiser(device);
                Payload payload = new Payload(bytes);
                return random -> {
                    long cause = random.nextLong();
                    payload.stamp(cause, bytes);
                    assertTrue(raiser.raise(cause, payload, 7));
                    waits[devices].signal();
                    for (int attempt = 0; !raiser.isHandled(); attempt++) {
                        waits[device].idle(attempt);
                    }
                    assertEquals(7, raiser.tag());
                    return new Raised(device, cause, raiser.take());
                };
            }

            @Override
            public BooleanSupplier server() {
                Payload payload = new Payload(bytes);
                BottomHalf work = (_, digest, cause, its) -> {
                    assertEquals(bytes, its.length());
                    assertEquals(bytes < Long.BYTES ? cause & (1L << 8 * bytes) - 1 : cause, its.stamp());
                    return SplitMix64.of(digest, cause);
                };
                return () -> {
                    boolean found = false;
                    for (int device = 0; device < devices; device++) {
                        long next = lines.next(device);
                        if (lines.isRaised(device, next)) {
                            lines.handle(device, next, work, payload);
                            waits[device].signal();
                            found = true;
                        }
                    }
                    return found;
                };
            }
        };
    }

    @Override
    public Model<List<Long>, Raised> model(Shape shape) {
        return new Digests(shape.parties());
    }
}
