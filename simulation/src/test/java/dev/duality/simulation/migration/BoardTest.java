// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import static dev.duality.simulation.migration.MigrationProtocolTest.MILLISECOND;
import static dev.duality.simulation.migration.MigrationProtocolTest.NETWORK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeFaults;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.migration.MigrationWorkload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Idle hosts, given by a server and from a file.
class BoardTest {
    private static final int HOSTS = 4;
    private static final int PROCESSES = 12;
    private static final BoardForm SERVED = new BoardForm.Served();
    private static final BoardForm IN_FILE = inFile(128);

    private static BoardForm.InFile inFile(int recordBytes) {
        return new BoardForm.InFile(recordBytes, 20 * MILLISECOND, 5 * MILLISECOND, 30);
    }

    private static MigrationProtocol.Plan plan(BoardForm board, int room, long ownerNanos, long seed) {
        return new MigrationProtocol.Plan(
                new Program.Drawn(PROCESSES, HOSTS, 60, seed),
                HOSTS,
                room,
                40,
                4096,
                new MigrationProtocol.Plan.Times(
                        0, 5 * MILLISECOND, ownerNanos, 20 * MILLISECOND, MigrationProtocolTest.LONG_NANOS),
                seed,
                board);
    }

    @Test
    void twoThatReadTheFileAtOnceMayPickOneHostWhichRefusesTheSecond() {
        long refused = 0;
        for (long seed = 0; seed < 20; seed++) {
            MigrationDeployment deployment = new MigrationDeployment(plan(IN_FILE, 1, 0, seed));

            assertEquals(
                    Optional.empty(), MigrationProtocolTest.play(deployment, NETWORK, List.of(), seed), "seed " + seed);
            assertTrue(deployment.finished(), "seed " + seed);
            assertEquals(PROCESSES, deployment.counts().get("done"));
            assertTrue(
                    deployment.counts().get("moves") > 0,
                    () -> deployment.counts().toString());
            refused += deployment.counts().get("refused");
        }
        assertTrue(refused > 0, "nobody was refused, though nobody locks the file");
    }

    @Test
    void processesAreAnsweredTheSameWhereverTheLoadsAre() {
        MigrationDeployment served = new MigrationDeployment(plan(SERVED, 2, 0, 3));
        MigrationDeployment filed = new MigrationDeployment(plan(IN_FILE, 2, 0, 3));
        MigrationProtocolTest.play(served, NETWORK, List.of(), 3);
        MigrationProtocolTest.play(filed, NETWORK, List.of(), 3);

        assertTrue(served.finished() && filed.finished());
        assertEquals(served.digest(), filed.digest());
        assertEquals(0, served.counts().get("opens of the board"));
        assertEquals(0, served.filingNanos());
        assertTrue(filed.filingNanos() > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 128, 4096})
    void aFileOfManyBlocksIsReadBlockByBlock(int recordBytes) {
        MigrationDeployment deployment = new MigrationDeployment(plan(inFile(recordBytes), 2, 0, 1));

        assertEquals(Optional.empty(), MigrationProtocolTest.play(deployment, NETWORK, List.of(), 1));
        assertTrue(deployment.finished());
        assertTrue(
                deployment.counts().get("moves") > 5, () -> deployment.counts().toString());
    }

    @Test
    void theServersTimeIsWhatWasPublishedOfItsProcessor() {
        BoardForm.InFile form = new BoardForm.InFile(128, 1, 1, 1);

        assertEquals(
                3_750_000, form.nanos(MigrationKinds.OPEN, 0) + form.nanos(MigrationKinds.CLOSE, 0), "open and close");
        assertEquals(2_300_000, form.nanos(MigrationKinds.LOOK, 12 * 128), "half of 2.8 ms and 1.5 times 1.2 ms");
        assertEquals(form.nanos(MigrationKinds.WRITE, 128), form.nanos(MigrationKinds.MARK, 128));
        assertEquals(230_000, new BoardForm.InFile(128, 1, 1, 10).nanos(MigrationKinds.LOOK, 12 * 128));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, PROCESSES})
    void nothingIsLostOrDoneTwiceFromAFileWhateverTheNetworkAndTheNodesDo(int room) {
        NodeFaults faults = new NodeFaults(4, 4, 2, 200 * MILLISECOND, 50 * MILLISECOND);
        for (long seed = 0; seed < 30; seed++) {
            MigrationDeployment deployment = new MigrationDeployment(plan(IN_FILE, room, 10 * MILLISECOND, seed));

            assertEquals(
                    Optional.empty(),
                    MigrationProtocolTest.play(
                            deployment, MigrationProtocolTest.BAD, faults.draw(seed, HOSTS + 1), seed),
                    "seed " + seed);
            assertTrue(deployment.finished(), "seed " + seed);
        }
    }

    /// The first violation of many plays on a good network, with one process of others at most on a host.
    private static String violation(
            BoardForm board, MigrationDeployment.HostMaker hosts, MigrationDeployment.Servers servers) {
        return LongStream.range(0, 20)
                .mapToObj(seed -> MigrationProtocolTest.play(
                        new MigrationDeployment(plan(board, 1, 0, seed), hosts, HomeRegistry::new, servers),
                        NETWORK,
                        List.of(),
                        seed))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("nothing");
    }

    /// Does not take a host that was picked for busy.
    private static final class Unmarking extends MigrationServer {
        Unmarking(MigrationProtocol.Plan plan, Disk disk, BoardChecker checker) {
            super(plan, disk, checker);
        }

        @Override
        boolean marks(int host) {
            return false;
        }
    }

    @Test
    void aServerThatGivesAHostThatItHasGivenIsObjectedTo() {
        String line = violation(SERVED, HostNode::new, Unmarking::new);

        assertTrue(
                line.matches("host \\d is given to host \\d, but has not said that it is idle since it was given or"
                        + " busy last|nobody is given, .*"),
                line);
    }

    @Test
    void aFileInWhichAPickLeavesNoMarkIsObjectedTo() {
        String line = violation(IN_FILE, HostNode::new, Unmarking::new);

        assertTrue(line.matches("host \\d reads that host \\d is idle, but busy was written last"), line);
    }

    /// Loses what hosts say of themselves.
    private static final class Deaf extends MigrationServer {
        Deaf(MigrationProtocol.Plan plan, Disk disk, BoardChecker checker) {
            super(plan, disk, checker);
        }

        @Override
        boolean hears(int host) {
            return false;
        }
    }

    @Test
    void aFileThatLosesAnUpdateWhichItHasAnsweredIsObjectedTo() {
        String line = violation(IN_FILE, HostNode::new, Deaf::new);

        assertTrue(line.matches("host \\d is told that its record is written, but it is not"), line);
    }

    @Test
    void aServerThatDoesNotHearThatAHostIsIdleIsObjectedTo() {
        String line = violation(SERVED, HostNode::new, Deaf::new);

        assertTrue(
                line.matches("nobody is given, but \\d hosts have said that they are idle|host \\d is given to .*"),
                line);
    }

    /// Writes its record when its load changes, and never again.
    private static final class Once extends HostNode {
        Once(MigrationProtocol.Plan plan, int self, HomeRegistry homes, MigrationChecker checker) {
            super(plan, self, homes, checker);
        }

        @Override
        void writeAgain() {
            // a mark that came late stays for ever
        }
    }

    @Test
    void aHostThatLeavesALateMarkForEverIsObjectedTo() {
        String line = violation(IN_FILE, Once::new, MigrationServer::new);

        assertTrue(line.matches("host \\d lets a period pass without writing its record again"), line);
    }

    /// Takes whoever is sent to it.
    private static final class Hospitable extends HostNode {
        Hospitable(MigrationProtocol.Plan plan, int self, HomeRegistry homes, MigrationChecker checker) {
            super(plan, self, homes, checker);
        }

        @Override
        boolean hasRoom() {
            return true;
        }
    }

    @Test
    void aHostThatTakesASecondProcessWhereTwoHavePickedItIsObjectedTo() {
        String line = violation(IN_FILE, Hospitable::new, MigrationServer::new);

        assertTrue(line.matches("host \\d takes process \\d+, but has 1 of others already, of at most 1"), line);
    }

    @Test
    void aProcessThatGoesWhereItWasNotSentIsObjectedTo() {
        BoardChecker checker = new BoardChecker(SERVED, HOSTS);
        checker.marks(0, 1);
        checker.isGiven(0, 1);
        assertEquals(Optional.empty(), checker.violation());

        checker.isGiven(0, 1);

        assertEquals(
                Optional.of("a process on host 0 is given host 1, which was not marked as busy for it"),
                checker.violation());
    }

    @Test
    void whatIsSetOfTheBoardIsPlayed() {
        MigrationWorkload workload = new MigrationWorkload();
        MigrationProtocol protocol = new MigrationProtocol();
        Map<String, String> given =
                Map.of("board", "file", "record", "4096", "room", "1", "pages", "0", "operations", "200");
        Setting setting = Setting.of(workload, Values.of(workload, protocol.parameters(), given));
        SimulationReport report =
                new SimulationRun(protocol, setting, 5, Conditions.FAIR.withNetwork(Network.PERFECT)).run();

        assertInstanceOf(
                SimulationOutcome.Finished.class,
                report.outcome(),
                () -> report.outcome().line());
        assertTrue(
                report.counts().get("moves") > 0 && report.counts().get("opens of the board") > 0,
                () -> report.counts().toString());
        assertEquals(1, MigrationProtocol.Plan.of(setting, 5).room());
    }
}
