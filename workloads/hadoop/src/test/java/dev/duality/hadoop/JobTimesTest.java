// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobTimesTest {
    private final JobTimes times = new JobTimes();

    /// A program that takes a fixed time and one for each MB, of which a part is serial.
    private void plant(String program, double fixed, double perMegabyte, double serial) {
        for (double size : List.of(JobTimes.START_UP, 1.0, 4.0, 16.0)) {
            for (int tasks = 1; tasks <= 2; tasks++) {
                double one = fixed + perMegabyte * size;
                times.add(program, tasks, size, 0, one * (serial + (1 - serial) / tasks));
            }
        }
    }

    @Test
    void thePlantedSerialPartIsFoundAgain() {
        plant("half", 0.1, 1, 0.5);
        plant("none", 0.1, 1, 0);

        assertEquals(0.5, times.serial("half", 4).orElseThrow().value(), 1e-12);
        assertEquals(0, times.serial("none", 16).orElseThrow().value(), 1e-12);
        times.add("plain", 1, 4, 0, 3);
        assertEquals(Optional.empty(), times.serial("plain", 4));
    }

    @Test
    void thePlantedLineIsFoundAgain() {
        plant("engine", 2, 0.25, 1);
        SizeLine line = times.line("engine", 1).orElseThrow();

        assertEquals(2, line.fixed(), 1e-9);
        assertEquals(0.25, line.perMegabyte(), 1e-9);
    }

    @Test
    void anOvertakingThatWasMeasuredIsSeen() {
        plant("plain", 0, 1, 1);
        plant("engine", 3, 0.1, 1); // meets at 3.33 MB

        assertEquals(new Overtaking.Seen(4), times.overtaking("engine", 1, "plain", 1));
    }

    @Test
    void anOvertakingNotFarBeyondWhatWasMeasuredIsFitted() {
        plant("plain", 0, 1, 1);
        plant("engine", 20, 0.2, 1); // meets at 25 MB

        Overtaking.Fitted fitted = assertInstanceOf(Overtaking.Fitted.class, times.overtaking("engine", 1, "plain", 1));
        assertEquals(25, fitted.megabytes(), 1e-6);
        assertEquals("at about 25.0 MB, fitted", fitted.line());
    }

    @Test
    void anOvertakingFarBeyondWhatWasMeasuredIsNotReached() {
        plant("plain", 0, 1, 1);
        plant("engine", 80, 0.2, 1); // meets at 100 MB

        assertEquals(
                "not reached up to 16 MB; the fitted lines meet at about 100 MB, too far beyond to be believed",
                times.overtaking("engine", 1, "plain", 1).line());
    }

    @Test
    void whoTakesLongerForEachMegabyteNeverOvertakes() {
        plant("plain", 0, 1, 1);
        plant("engine", 3, 1.5, 1);

        assertEquals(
                "not reached up to 16 MB; by the fitted lines it never is",
                times.overtaking("engine", 1, "plain", 1).line());
    }

    @Test
    void oneSizeGivesNoLine() {
        times.add("plain", 1, 1, 0, 0.1);
        times.add("engine", 1, 1, 0, 2);

        assertEquals(Optional.empty(), times.line("plain", 1));
        assertTrue(times.overtaking("engine", 1, "plain", 1).line().endsWith("one size gives no line to go on with"));
    }

    @Test
    void theTableHasARowForEachProgramAndSizeAndSetsTheEngineBesideAll() {
        plant("shm:table", 0.01, 1, 0.5);
        plant("engine", 3, 1.5, 1);
        List<String> lines = new ArrayList<>(JobTable.of(times).text());
        lines.addAll(JobTable.overtakings(times, "engine"));

        assertEquals(
                4, lines.stream().filter(line -> line.contains("  shm:table ")).count());
        assertEquals(
                4, lines.stream().filter(line -> line.contains("  engine ")).count());
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("2 chunks +engine +3.00 \\[3.00, 3.00] +.*")),
                lines::toString);
        assertTrue(
                lines.contains(
                        "engine by 2 tasks overtakes shm:table by 2 tasks: not reached up to 16 MB; by the fitted lines it never is"));
    }
}
