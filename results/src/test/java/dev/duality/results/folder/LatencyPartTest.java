// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.OpenLoop;
import dev.duality.results.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyPartTest {
    private static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);

    @TempDir
    private Path temporary;

    private static Histogram upTo(int most) {
        Histogram nanos = new Histogram(3);
        for (int value = 1; value <= most; value++) {
            nanos.recordValue(value);
        }
        return nanos;
    }

    private RunFolder folder() {
        return RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));
    }

    @Test
    void secondsAreReadAsTheyWereWrittenFromTheStartOfTheirLoopOn() {
        RunFolder folder = folder();
        Instant start = Samples.START;
        List<LatencyPart> parts = List.of(
                new LatencyPart(start, start.plusSeconds(1), upTo(20_000), Optional.of(upTo(7))),
                new LatencyPart(start.plusSeconds(1), start.plusMillis(1_500), upTo(500), Optional.empty()));
        String name = folder.addHistogram(RING, 1, 1, 100_000, parts);

        OpenLoop loop = Samples.open(100_000, 99_990, LatencyPart.together(parts), name);

        assertEquals(parts, RunFolder.open(folder.path()).latencies(loop));
    }

    /// In a log that has one good line, a second one.
    @ParameterizedTest
    @ValueSource(strings = {"Tag=queued,0.000,1.000,7.000,none", "1.000,-0.500,7.000,GOOD", "one,1.000,7.000,GOOD"})
    void aLineThatIsDamagedIsSaidToBe(String line) throws IOException {
        RunFolder folder = folder();
        String name = folder.addHistogram(RING, 1, 100_000, upTo(20_000));
        OpenLoop loop = Samples.open(100_000, 99_990, upTo(20_000), name);
        Path file = folder.path().resolve("histograms").resolve(name);
        String log = Files.readString(file);
        String packed = log.strip().substring(log.strip().lastIndexOf(',') + 1);
        Files.writeString(file, log + line.replace("GOOD", packed) + "\n");

        RunUnreadable refusal = assertThrows(RunUnreadable.class, () -> folder.latencies(loop));

        assertTrue(
                refusal.getMessage().startsWith("cannot read " + file + ": it holds no valid histogram"),
                refusal.getMessage());
    }
}
