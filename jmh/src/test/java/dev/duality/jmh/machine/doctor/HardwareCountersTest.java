// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.duality.jmh.machine.NativeCalls;
import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.doctor.HardwareCounters.Available;
import dev.duality.jmh.machine.doctor.HardwareCounters.Unavailable;
import org.junit.jupiter.api.Test;

class HardwareCountersTest {
    @Test
    void withoutSystemCallsThereAreNone() {
        NativeCalls none = new NativeCalls.None("it is a test");

        assertInstanceOf(Unavailable.class, HardwareCounters.probe(SystemTree.real(), none, "amd64"));
    }

    @Test
    void anArchitectureWeDoNotKnowHasNone() {
        assertInstanceOf(Unavailable.class, HardwareCounters.probe(SystemTree.real(), NativeCalls.find(), "pdp11"));
    }

    @Test
    void askingIsAlwaysAnAnswer() {
        switch (HardwareCounters.probe(SystemTree.real())) {
            case Available() -> {}
            case Unavailable(String reason) -> assertFalse(reason.isBlank());
        }
    }
}
