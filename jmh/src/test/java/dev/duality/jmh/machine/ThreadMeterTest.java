// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadMeterTest {
    private final ThreadMeter meter = new ThreadMeter();
    private volatile Object kept;
    private long sum;

    @Test
    void anIntervalThatAllocatesNothingHasZeroBytes() {
        // the JVM allocates some bytes on our account when it links a call or has the loop compiled, so one clean
        // interval of many is the proof
        long least = LongStream.range(0, 50)
                .map(_ -> busyInterval().allocatedBytes().orElseThrow())
                .min()
                .orElseThrow();

        assertEquals(0, least);
    }

    private ThreadAccount busyInterval() {
        meter.start();
        for (int i = 0; i < 100_000; i++) {
            sum += i ^ sum;
        }
        return meter.stop();
    }

    @Test
    void whatIsAllocatedIsCounted() {
        meter.start();
        kept = new long[1000];
        ThreadAccount account = meter.stop();

        long bytes = account.allocatedBytes().orElseThrow();
        assertTrue(bytes >= 8_000 && bytes < 8_200, bytes + " bytes");
    }

    @Test
    void whatAnotherThreadAllocatesIsNotOnTheAccount() throws InterruptedException {
        Thread other = new Thread(() -> kept = new byte[1_000_000]);
        meter.start();
        other.start();
        other.join();
        ThreadAccount account = meter.stop();

        assertTrue(account.allocatedBytes().orElseThrow() < 100_000, account.toString());
    }

    @Test
    void aMeterCanBeStartedAgain() {
        meter.start();
        kept = new long[1000];
        meter.stop();
        meter.start();
        ThreadAccount account = meter.stop();

        assertTrue(account.allocatedBytes().orElseThrow() < 200, account.toString());
    }

    @Test
    void whatTheSystemDoesNotTellIsEmpty(@TempDir Path root) {
        ThreadMeter blind = new ThreadMeter(new SystemTree(root), new NativeCalls.None("it is a test"));
        blind.start();
        ThreadAccount account = blind.stop();

        assertEquals(OptionalLong.empty(), account.voluntarySwitches());
        assertEquals(OptionalLong.empty(), account.migrations());
    }

    @Test
    void accountsAddUpAndWhatOneLacksTheSumLacks() {
        OptionalLong none = OptionalLong.empty();
        ThreadAccount worker =
                new ThreadAccount(OptionalLong.of(5), OptionalLong.of(1), OptionalLong.of(2), none, OptionalLong.of(0));
        ThreadAccount server =
                new ThreadAccount(OptionalLong.of(7), OptionalLong.of(0), none, none, OptionalLong.of(4));

        assertEquals(
                new ThreadAccount(OptionalLong.of(12), OptionalLong.of(1), none, none, OptionalLong.of(4)),
                ThreadAccount.sum(List.of(worker, server)));
    }
}
