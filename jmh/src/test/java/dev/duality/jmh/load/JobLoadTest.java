// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.FixedJob;
import org.junit.jupiter.api.Test;

class JobLoadTest {
    /// A few hundred operations take microseconds: one pass of them would be no measurement.
    @Test
    void aShortJobIsDoneManyTimes() {
        Stand stand = SettingText.stand("counter", "shm:lockfree", "yield", 1, 1, 1, "operations=512", "", 1);

        FixedJob job = JobLoad.run(stand, 1).orElseThrow();

        assertEquals(512, job.operations());
        assertTrue(job.passes() > 1, () -> job.passes() + " passes");
    }

    @Test
    void theSpecificationAloneDoesTheWholeJobManyTimes() {
        PlainLoad load = SettingText.plain("rpc", 1, "operations=512");

        FixedJob job = load.run();

        assertEquals(512, job.operations());
        assertTrue(job.passes() > 1, () -> job.passes() + " passes");
        assertTrue(job.passes() * job.seconds() > 0);
    }
}
