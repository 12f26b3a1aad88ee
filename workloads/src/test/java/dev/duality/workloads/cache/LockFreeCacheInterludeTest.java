// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One worker stands still before one of its accesses to the memory, whichever it is, while the other gets far.
///
/// Three slots hold blocks 0, 1 and 2; block 0 is dirty, written by the other, and is the next to be evicted.
final class LockFreeCacheInterludeTest {
    private static final int BYTES = 128;

    private final CacheWorkload workload = new CacheWorkload();

    private Setting setting(String policy) {
        return Settings.of(workload, "policy", policy, "capacity", 3, "files", 1, "blocks", 8, "payload", BYTES)
                .withWorkers(2);
    }

    /// @param operation what the one does: `r3` reads block 3, `w3` writes it
    /// @param interlude what the other does meanwhile
    @ParameterizedTest
    @CsvSource({
        "r3, w0 r4 r5 r6 r7 r4 r5", // writes the victim once more, and has it evicted
        "r3, w0 r4 r5 r6 w0 r7 r4 r5 r6", // and again
        "r3, w0 r4 r5 r6 r0 r0 r4", // and brings it back
        "r3, r0 r4 r5",
        "r3, r3 w3 r4 r5 r6 r7",
        "r3, w3",
        "w3, w0 r4 r5 r6 r7 r4 r5",
        "w3, w0 r4 r5 r6 r0 r0 r4",
        "w3, r3 r4",
        "w3, w3 r4 r5 r6 r7",
        "r0, w0 r4 r5 r6 r7 r4 r5",
        "r0, w0 w0 w0",
        "r0, r4 r5 r6 r7 r0 r1 r2",
        "w0, w0 r4 r5 r6 r7 r4 r5",
        "w0, r4 r5 r6 r7 r0 r1 r2",
        "w0, w0 r0",
    })
    void whereverItStandsNothingIsLostOrTorn(String operation, String interlude) {
        for (String policy : List.of("clock", "sieve", "s3-fifo")) {
            Setting setting = setting(policy);
            int first = 0;
            while (standsStillAt(first, setting, operation, interlude)) {
                first++;
            }
            assertTrue(first > 5, "the operation has only " + first + " accesses");
        }
    }

    /// @return whether the operation has that many accesses
    private boolean standsStillAt(int access, Setting setting, String operation, String interlude) {
        Script one = script("r1 r2 " + operation, 100);
        Script other = script("w0 " + interlude, 200);
        int[] left = {-1};
        SharedRun[] runs = new SharedRun[1];
        Runnable step = () -> {
            if (left[0] >= 0 && left[0]-- == 0) {
                runs[0].play(1, 1, other.size());
            }
        };
        try (SharedRun run =
                new SharedRun(workload, setting, List.of(one, other), region -> new SteppedRegion(region, step))) {
            runs[0] = run;
            run.play(1, 0, 1);
            run.play(0, 0, 2);
            left[0] = access;
            run.play(0, 2, 3);
            boolean stood = left[0] < 0;
            if (stood) {
                assertEquals(
                        Optional.empty(),
                        run.violation(),
                        setting.get(CacheWorkload.POLICY) + ", before access " + access);
            }
            return stood;
        }
    }

    private static Script script(String operations, long firstStamp) {
        Script.Builder script = Script.builder();
        long stamp = firstStamp;
        for (String operation : operations.split(" ")) {
            int block = operation.charAt(1) - '0';
            if (operation.charAt(0) == 'w') {
                script.add(CacheWorkload.WRITE, 0, block, BYTES, stamp++);
            } else {
                script.add(CacheWorkload.READ, 0, block);
            }
        }
        return script.build();
    }
}
