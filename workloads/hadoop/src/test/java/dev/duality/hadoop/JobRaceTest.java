// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobRaceTest {
    private final MapReduceWorkload workload = new MapReduceWorkload();
    private final Setting setting = Setting.of(workload, Values.of(workload, Map.of("operations", "8", "chunk", "64")));

    /// A program that gives a byte too much by two tasks.
    private JobProgram faulty() {
        JobProgram plain = OwnPrograms.plain(workload);
        return new JobProgram() {
            @Override
            public String label() {
                return "faulty";
            }

            @Override
            public int threads(Setting any) {
                return 1;
            }

            @Override
            public Done run(Setting any) {
                byte[] output = plain.run(any).output();
                if (any.workers() == 2) {
                    output[3]++;
                }
                return new Done(1, output);
            }
        };
    }

    @Test
    void anOutputThatDiffersInOneByteFails() {
        JobRace race = new JobRace(List.of(OwnPrograms.plain(workload), faulty()), 1, _ -> {});
        String line = assertThrows(IllegalStateException.class, () -> race.over(1, setting))
                .getMessage();

        assertEquals("faulty by 2 tasks gave another output: ", line.substring(0, line.indexOf("output: ") + 8));
        assertEquals("and byte 3 differs", line.substring(line.lastIndexOf(", ") + 2));
    }
}
