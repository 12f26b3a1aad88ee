// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import dev.duality.shm.Payload;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// A bottom half that watches another: the causes of each device must grow from one interrupt to the next. Then they
/// are in order, and none is handled twice.
public final class OrderWatch implements BottomHalf {
    private final BottomHalf watched;
    private final long[] causes; // a device's word belongs to whoever handles the device
    private final AtomicReference<String> violation = new AtomicReference<>();

    public OrderWatch(BottomHalf watched, int devices) {
        this.watched = watched;
        this.causes = new long[devices];
    }

    @Override
    public long handle(int device, long digest, long cause, Payload payload) {
        long before = causes[device];
        if (cause <= before) {
            violation.compareAndSet(null, "device %d: %d was handled after %d".formatted(device, cause, before));
        }
        causes[device] = cause;
        return watched.handle(device, digest, cause, payload);
    }

    /// The first interrupt out of order or handled twice, in one line; empty if there was none.
    public Optional<String> violation() {
        return Optional.ofNullable(violation.get());
    }
}
