// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.Source;
import dev.duality.interrupts.Tally;
import dev.duality.shm.Payload;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// The fate of each device's interrupts: a bottom half that looks at their numbers, and an account of what their
/// sources raised and heard. Each is handled once, or its source hears that it was dropped; those of a device in order.
///
/// - **Threads:** any.
final class Deferrals implements BottomHalf {
    private final long[] raised; // by device
    private final long[] refused; // its line was full
    private final long[] heardHandled;
    private final long[] heardDropped;
    private final long[] handled;
    private final long[] lastCause;
    private final long perDevice;
    private long[] whenFirstWasDone; // handled by device, when one had all its own handled; null before
    private String violation; // null if there is none

    /// @param perDevice how many interrupts each device is to have
    Deferrals(int devices, long perDevice) {
        this.perDevice = perDevice;
        raised = new long[devices];
        refused = new long[devices];
        heardHandled = new long[devices];
        heardDropped = new long[devices];
        handled = new long[devices];
        lastCause = new long[devices];
    }

    /// The next interrupt of a device: its number is its cause.
    synchronized long raise(int device) {
        return ++raised[device];
    }

    synchronized boolean hasMore(int device) {
        return raised[device] < perDevice;
    }

    synchronized void refused(int device) {
        refused[device]++;
    }

    @Override
    public synchronized long handle(int device, long digest, long cause, Payload payload) {
        if (cause <= lastCause[device] && violation == null) {
            violation = "device %d: interrupt %d was handled after interrupt %d"
                    .formatted(device, cause, lastCause[device]);
        }
        lastCause[device] = cause;
        handled[device]++;
        if (whenFirstWasDone == null && handled[device] == perDevice) {
            whenFirstWasDone = handled.clone();
        }
        return digest + 1;
    }

    /// Hears outcomes: an interrupt's tag is its device.
    Source.Outcomes outcomes() {
        return new Source.Outcomes() {
            @Override
            public void handled(int tag, long result) {
                count(heardHandled, tag);
            }

            @Override
            public void dropped(int tag) {
                count(heardDropped, tag);
            }
        };
    }

    private synchronized void count(long[] counts, int device) {
        counts[device]++;
    }

    /// Whether all interrupts were raised, and the sources know what became of each.
    synchronized boolean finished() {
        for (int device = 0; device < raised.length; device++) {
            if (raised[device] < perDevice
                    || raised[device] != refused[device] + heardHandled[device] + heardDropped[device]) {
                return false;
            }
        }
        return true;
    }

    synchronized Optional<String> violation() {
        return Optional.ofNullable(violation);
    }

    /// The disagreement between what sources have heard and what handlers say, which must be the same.
    synchronized Optional<String> violationAtEnd(IntFunction<Tally> tallies) {
        for (int device = 0; device < raised.length; device++) {
            Tally tally = tallies.apply(device);
            if (tally.handled() != heardHandled[device]
                    || tally.dropped() != heardDropped[device]
                    || handled[device] != heardHandled[device]) {
                return Optional.of(
                        "device %d heard that %d were handled and %d dropped, but %d were handled and %d dropped"
                                .formatted(
                                        device,
                                        heardHandled[device],
                                        heardDropped[device],
                                        handled[device],
                                        tally.dropped()));
            }
        }
        return violation();
    }

    /// The ratio of the work done for one device to that for another, at the moment when the first had all of its own
    /// done; infinite if one had none.
    synchronized double unfairness() {
        long[] then = whenFirstWasDone == null ? handled : whenFirstWasDone;
        return (double) Arrays.stream(then).max().orElseThrow()
                / Arrays.stream(then).min().orElseThrow();
    }

    synchronized Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("interrupts", Arrays.stream(raised).sum());
        counts.put("handled", Arrays.stream(handled).sum());
        counts.put("dropped, and told so", Arrays.stream(heardDropped).sum());
        counts.put("refused by their lines", Arrays.stream(refused).sum());
        return counts;
    }
}
