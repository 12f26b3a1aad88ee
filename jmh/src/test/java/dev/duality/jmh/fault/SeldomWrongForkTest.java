// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.fork.ForkReport;
import dev.duality.jmh.fork.Forker;
import dev.duality.jmh.load.LoadShape;
import dev.duality.jmh.load.Unreliable;
import dev.duality.messaging.Transport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A stranger's transport that is wrong once in 100,000 messages: all that is verified before the clock starts comes
/// out right, and a real fork that measures it has no figures but the name of the mistake.
class SeldomWrongForkTest {
    private static final int VERIFIED = 5_000; // of each worker, beforehand, as a run does it

    /// The lengths of a load that are tried, in milliseconds, until one has [#ENOUGH] operations: the first where
    /// nobody else works, the others on a machine that is busy.
    private static final List<Integer> LENGTHS = List.of(500, 2_000, 8_000, 32_000);

    private static final double ENOUGH = 200_000; // the mistake twice

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loses | was due: a message was lost or overtaken",
                "doubles | came twice: a message was doubled",
                "swaps | was due: a message was lost or overtaken",
                "corrupts | 1 bytes of its payload are others, from byte 99 on",
                "stale | its payload is that of operation ",
                "shifts | wrong after the closed loop: the answers to "
            })
    void aForkSaysWhatIsWrongOnceIn100_000Messages(String fault, String says) throws IOException, InterruptedException {
        ForkReport report = measuredForLong("messaging:unreliable-" + fault + "-seldom");

        assertTrue(
                report instanceof ForkReport.Failed(String reason, _) && reason.contains(says), report::toString);
    }

    @Test
    void aForkMeasuresTheSameWithoutAMistake() throws IOException, InterruptedException {
        ForkReport report = measuredForLong("messaging:unreliable-nothing");

        assertTrue(report instanceof ForkReport.Measured, report::toString);
    }

    /// The report of a fork that had enough operations, or that found something wrong with fewer.
    private ForkReport measuredForLong(String substrate) throws IOException, InterruptedException {
        for (int millis : LENGTHS) {
            ForkReport report = measured(substrate, millis);
            boolean tooFew = report instanceof ForkReport.Measured measured
                    && measured.attempts().getFirst().closed().orElseThrow().opsPerSecond() * millis / 1_000 < ENOUGH;
            if (!tooFew) {
                return report;
            }
        }
        throw new AssertionError("fewer than %,.0f operations in %,d ms".formatted(ENOUGH, LENGTHS.getLast()));
    }

    private ForkReport measured(String substrate, int millis) throws IOException, InterruptedException {
        Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(
                services.resolve(Transport.class.getName()),
                Stream.of(
                                Unreliable.Sound.class,
                                Unreliable.SeldomLosing.class,
                                Unreliable.SeldomDoubling.class,
                                Unreliable.SeldomSwapping.class,
                                Unreliable.SeldomCorrupting.class,
                                Unreliable.SeldomStale.class,
                                Unreliable.SeldomShifting.class)
                        .map(Class::getName)
                        .collect(Collectors.joining("\n")));
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + folder.resolve("classes");
        CellSpec cell = CellSpec.parse("workload=rpc;on=" + substrate
                + ";wait=yield;workers=1;window=64;set=command=echo\\;payload=100\\;operations=20000");
        ForkOrder order = new ForkOrder.Kernel(
                cell,
                VERIFIED,
                new ClosedLoad.Times(1, 200, 1, millis, false),
                new ForkOrder.Open(LoadShape.STEADY, List.of(), List.of(), 20, 0),
                0);
        try (Forker forker = new Forker(classPath, List.of("-XX:TieredStopAtLevel=1"), Forker.Patience.LONG)) {
            return forker.run(order).report();
        }
    }
}
