// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.migration.MigrationWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MakeTest {
    // processes: 0 finds out, 1 to 3 compile these, and then links follow
    private static final Units UNITS = new Units(List.of(
            new Units.Unit("high", "a.First", 100, List.of(1, 2)),
            new Units.Unit("high", "a.Second", 300, List.of()),
            new Units.Unit("low", "b.Third", 600, List.of())));
    private static final Network BAD = new Network(Delay.logNormal(2_000_000, 1), 0.1, 0.1, 0.3, 100_000);

    private static Make make(boolean modules, int ahead) {
        return new Make(UNITS, new Make.Costs(10, 10_000, 1_000, 0.2, 0, modules), ahead);
    }

    @Test
    void whereTheWholeIsLinkedOnlyTheLinkWaits() {
        Make make = make(false, 10);

        assertEquals(List.of(1, 2, 3), make.next(0));
        assertEquals(List.of(), make.next(2));
        assertEquals(List.of(), make.next(1));
        assertEquals(List.of(4), make.next(3));
        assertEquals(List.of(), make.next(4));
    }

    @Test
    void whereModulesAreLinkedTheirSourcesWaitForTheModulesThatTheyReferTo() {
        Make make = make(true, 10);

        assertEquals(List.of(3), make.next(0), "the source of the module that refers to no other one");
        assertEquals(List.of(4), make.next(3), "its link");
        assertEquals(List.of(1, 2), make.next(4));
        assertEquals(List.of(), make.next(1));
        assertEquals(List.of(5), make.next(2));
        assertEquals(List.of(6), make.next(5));
        assertEquals(new ProcessStep.Compute(600), make.step(4, 0), "a link takes time by the bytes that it links");
        assertEquals(new ProcessStep.Compute(1_000), make.step(6, 0));
    }

    @Test
    void noMoreSourcesAreBegunThanMayWait() {
        Make make = make(false, 2);

        assertEquals(List.of(1, 2), make.next(0));
        assertEquals(List.of(3), make.next(1));
    }

    @Test
    void theServersWorkGoesByWhatIsOpenedAndTheRestByBytes() {
        Make make = make(false, 10);
        long[] served = new long[UNITS.units().size()];
        long[] computed = new long[UNITS.units().size()];
        for (int unit = 0; unit < served.length; unit++) {
            for (int index = 0; !(make.step(1 + unit, index) instanceof ProcessStep.Exit); index++) {
                switch (make.step(1 + unit, index)) {
                    case ProcessStep.Serve(long nanos) -> served[unit] += nanos;
                    case ProcessStep.Compute(long nanos) -> computed[unit] += nanos;
                    default -> assertEquals(0, index, "it moves first");
                }
            }
        }

        assertEquals(List.of(1_200L, 400L, 400L), List.of(served[0], served[1], served[2]));
        assertEquals(801, computed[0]); // a third of 800, three times, each rounded
        assertEquals(List.of(2_400L, 4_800L), List.of(computed[1], computed[2]));
    }

    private static SimulationReport play(int nodes, Network network, long seed, Map<String, String> given) {
        MigrationWorkload workload = new MigrationWorkload();
        MakeProtocol protocol = new MakeProtocol();
        Setting setting = Setting.of(workload, Values.of(workload, protocol.parameters(), given))
                .withSeed(seed);
        return new SimulationRun(protocol, setting, nodes, Conditions.FAIR.withNetwork(network)).run();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void allIsMadeOnceWhateverTheNetworkDoesAndWhoeverComesBack(long seed) {
        Map<String, String> given =
                Map.of("units", "60", "links", seed % 2 == 0 ? "whole" : "modules", "owner", "30", "hurry", "10");
        SimulationReport report = play(6, BAD, seed, given);

        assertInstanceOf(
                SimulationOutcome.Finished.class,
                report.outcome(),
                () -> report.outcome().line());
        assertTrue(report.counts().get("done") >= 62, () -> report.counts().toString());
        assertTrue(report.counts().get("evictions") > 0, () -> report.counts().toString());
    }

    @Test
    void moreHostsMakeItSoonerUntilTheServerIsBusyAllTheTime() {
        Map<String, String> half = Map.of("units", "200", "served", "0.5");
        long one = play(2, Network.PERFECT, 1, half).nanos();
        long two = play(3, Network.PERFECT, 1, half).nanos();
        long eight = play(9, Network.PERFECT, 1, half).nanos();

        assertTrue(one > 1.5 * two, one + " " + two);
        assertTrue(eight > 0.5 * (1971 - 19 - 56) * 1e9, "the server's half is not shared: " + eight);
    }

    /// Each source and each that it refers to is an open, and each update, each pick and each look in vain is another
    /// one, of a file that nobody may cache.
    @Test
    void aBoardInAFileTakesOpensAndTimeOfTheServerAndTheMakeIsLater() {
        Map<String, String> server = Map.of("units", "100");
        Map<String, String> file = Map.of("units", "100", "board", "file");
        SimulationReport served = play(13, Network.PERFECT, 1, server);
        SimulationReport filed = play(13, Network.PERFECT, 1, file);
        long sources = Units.ofProject().some(100).opens();
        long board = filed.counts().get("opens of the board");

        assertEquals(sources, served.counts().get("opens of sources"));
        assertEquals(sources, filed.counts().get("opens of sources"));
        assertEquals(0, served.counts().get("opens of the board"));
        assertEquals(0, served.counts().get("ms of it for the board"));
        assertTrue(
                board >= filed.counts().get("updates") + filed.counts().get("picks"),
                () -> filed.counts().toString());
        assertTrue(
                filed.counts().get("ms of it for the board") >= 5 * board,
                () -> filed.counts().toString());
        assertTrue(filed.nanos() > served.nanos(), filed.nanos() + " " + served.nanos());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void allIsMadeOnceFromAFileWhateverTheNetworkDoesAndWhoeverComesBack(long seed) {
        SimulationReport report =
                play(6, BAD, seed, Map.of("units", "60", "owner", "30", "hurry", "10", "board", "file"));

        assertInstanceOf(
                SimulationOutcome.Finished.class,
                report.outcome(),
                () -> report.outcome().line());
    }

    @ParameterizedTest
    @CsvSource({"server, 1", "file, 2"})
    void theDocumentHasTheNumbersOfBothBoards(String board, int column) throws IOException {
        SimulationReport report = play(
                13,
                Network.PERFECT.withDelay(Delay.constant(100_000)),
                1,
                Map.of("board", board)); // as `simulate` has it
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "simulation.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertEquals("%.3f s".formatted(report.nanos() / 1e9), cell(rows, "virtual time", column));
        for (String count : List.of(
                "updates",
                "picks",
                "opens of the board",
                "opens of sources",
                "ms of the server",
                "ms of it for the board")) {
            assertEquals("%,d".formatted(report.counts().get(count)), cell(rows, count, column), count);
        }
    }

    private static String cell(List<String> rows, String count, int column) {
        return rows.stream()
                .map(row -> row.split("\\|"))
                .filter(cells -> cells[1].strip().equals("`" + count + "`"))
                .map(cells -> cells[1 + column].strip())
                .findFirst()
                .orElse("no row");
    }
}
