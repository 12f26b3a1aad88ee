// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.transparency;

import dev.duality.workloads.transparency.SystemCall;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The objects that the home holds for a host's program, as the host knows by the answers that came: what is gone when
/// the home reboots.
final class HeldAtHome {
    private final SortedMap<Long, Long> descriptors = new TreeMap<>(); // with their files
    private final SortedSet<Long> written = new TreeSet<>();
    private final SortedSet<Long> signals = new TreeSet<>();

    /// The home has answered a call.
    void answered(SystemCall call, long argument, long result) {
        if (result < 0) {
            return;
        }
        switch (call) {
            case OPEN -> descriptors.put(result, SystemCall.high(argument));
            case CLOSE -> descriptors.remove(argument);
            case WRITE -> {
                if (result > 0) {
                    written.add(descriptors.get(argument));
                }
            }
            case SIGNAL -> signals.add((long) SystemCall.low(argument));
            case WAIT -> signals.remove(result);
            case READ, SEEK -> {}
        }
    }

    boolean isNothing() {
        return descriptors.isEmpty() && written.isEmpty() && signals.isEmpty();
    }

    /// Forgets all of it.
    /// @return what it was, in words
    String lose() {
        List<String> held = new ArrayList<>();
        descriptors.forEach((descriptor, file) -> held.add("descriptor %d of file %d".formatted(descriptor, file)));
        written.forEach(file -> held.add("what was written to file " + file));
        signals.forEach(number -> held.add("signal " + number));
        descriptors.clear();
        written.clear();
        signals.clear();
        return String.join(", ", held);
    }
}
