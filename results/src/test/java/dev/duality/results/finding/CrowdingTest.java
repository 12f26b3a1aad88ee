// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.Figure;
import dev.duality.results.table.CrowdingSheet;
import dev.duality.results.table.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class CrowdingTest {
    /// A lock that collapses when its holder is preempted, and an owner that does not, on two cores.
    public static Planted planted() {
        Planted run = new Planted();
        row(run, "shm:lock-ticket", 2, 0, "yield", 200, 20);
        row(run, "shm:lock-ticket", 8, 0, "yield", 8_000, 90_000);
        row(run, "shm:lock-ticket", 4, 0, "yield", 800, 4_000);
        run.add("counter", "messaging:ring", 1, 1, "yield", 0, Map.of(), 250, 250, 250, 250, 250, 250);
        row(run, "messaging:ring", 3, 1, "yield", 1_000, 300);
        row(run, "messaging:ring", 7, 1, "yield", 2_000, 700);
        row(run, "shm:lock-reentrant", 2, 0, "park", 100, 10);
        row(run, "shm:lock-reentrant", 4, 0, "park", 200, 10);
        return run;
    }

    private static void row(
            Planted run, String substrate, int workers, int servers, String waits, double nanos, double waitMicros) {
        run.add("counter", substrate, workers, servers, waits, 0, Map.of(), nanos, nanos, nanos, nanos, nanos, nanos)
                .counted(new Figure(Figure.JAIN, 1, "", false))
                .counted(new Figure(Figure.LONGEST_WAIT, waitMicros, "us", false));
    }

    @Test
    void eachRowSaysOnHowManyCoresItsThreadsWereWhatTheyDidAndForHowLongOneWaited() {
        assertEquals(
                List.of(
                        List.of("shm:lock-ticket", "2+0", "2 on 2 cores", "1.00", "10,000,000", "100.00", "20"),
                        List.of("shm:lock-ticket", "4+0", "4 on 2 cores", "2.00", "5,000,000", "50.00", "4,000"),
                        List.of("shm:lock-ticket", "8+0", "8 on 2 cores", "4.00", "1,000,000", "10.00", "90,000"),
                        List.of("messaging:ring", "1+1", "2 on 2 cores", "1.00", "4,000,000", "100.00", ""),
                        List.of("messaging:ring", "3+1", "4 on 2 cores", "2.00", "3,000,000", "75.00", "300"),
                        List.of("messaging:ring", "7+1", "8 on 2 cores", "4.00", "3,500,000", "87.50", "700")),
                CrowdingSheet.of(planted().findings(200)).getFirst().rows());
    }

    @Test
    void twoNumbersOfThreadsAreNoCurveAndOtherWaitsNotTheSame() {
        List<Crowding> found = planted().findings(200).crowdings();

        assertEquals(1, found.size());
        assertEquals("yield", found.getFirst().like().waits());
        assertEquals(
                List.of("shm:lock-ticket", "messaging:ring"),
                found.getFirst().lines().stream()
                        .map(line -> line.cell().substrate())
                        .toList());
    }

    @Test
    void twoPayloadsAreTwoTablesThatSaySo() {
        Planted run = new Planted();
        for (int bytes : new int[] {8, 64}) {
            for (int workers : new int[] {2, 4, 8}) {
                run.add("rpc", "shm:lock", workers, 0, "yield", bytes, Map.of(), 100, 100, 100, 100, 100, 100);
            }
        }
        assertEquals(
                List.of(
                        "More threads than cores: rpc, 8 bytes, by yield",
                        "More threads than cores: rpc, 64 bytes, by yield"),
                CrowdingSheet.of(run.findings(200)).stream().map(Table::title).toList());
    }

    /// With as many cores as threads nobody is preempted, and with too few in each row there is nothing to hold it
    /// against.
    @Test
    void thereIsNothingToShowButWhereThreadsGetMoreThanTheCoresFromRowToRow() {
        assertEquals(List.of(), planted().findings(200, 1).crowdings());
        assertEquals(List.of(), planted().findings(200, 8).crowdings());
        assertEquals(1, planted().findings(200, 4).crowdings().size());
    }
}
