// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.cache.ConsistencyDeployment;
import dev.duality.simulation.loadboard.RecordsDeployment.Board;
import dev.duality.simulation.loadboard.RecordsDeployment.Form;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeFaults;
import dev.duality.simulation.network.Simulation;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.loadboard.LoadboardWorkload;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordsProtocolTest {
    private static final int HOSTS = 4;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1000 * MILLISECOND;
    private static final long BUSY = 50;

    private static RecordsDeployment deployment(Form form, Supplier<Board> boards) {
        RecordsDeployment.Plan plan = new RecordsDeployment.Plan(
                new ConsistencyDeployment.Day(2, 400, 256, new ConsistencyDeployment.CommonFiles(8, 40), SECOND, 1, 1),
                300,
                128,
                2 * SECOND);
        return new RecordsDeployment(form, plan, HOSTS + 1, boards, new RecordsChecker(HOSTS, BUSY));
    }

    private static Optional<String> run(RecordsDeployment deployment) {
        Simulation simulation = new Simulation(deployment.nodes(), Network.PERFECT, 1, RecordsDeployment.BLOCK_BYTES);
        simulation.start();
        while (!deployment.finished() && deployment.violation().isEmpty()) {
            assertTrue(simulation.step(), "nothing is left to happen");
        }
        return deployment.violation().or(deployment::violationAtEnd);
    }

    private static RecordsDeployment report(Form form) {
        RecordsDeployment deployment = deployment(form, () -> new IdleBoard(HOSTS, BUSY));
        assertEquals(Optional.empty(), run(deployment));
        return deployment;
    }

    @Test
    void theSameIsDoneInBothForms() {
        Map<String, Long> file = report(Form.FILE).counts();
        Map<String, Long> server = report(Form.SERVER).counts();

        for (String name : new String[] {"updates", "picks"}) {
            assertTrue(file.get(name) > 50, () -> name + " " + file);
            assertEquals(file.get(name), server.get(name), name);
        }
    }

    @Test
    void theFileIsUncacheableWhileEverybodyHasItOpen() {
        RecordsDeployment file = report(Form.FILE);
        RecordsDeployment server = report(Form.SERVER);

        assertTrue(
                file.counts().get("uncacheable opens") >= 0.9 * file.counts().get("picks"),
                () -> file.counts().toString());
        assertTrue(
                server.counts().get("opens")
                        <= file.counts().get("opens") - file.counts().get("picks"),
                () -> server.counts().toString());
    }

    /// Forgets what it was told, but for the first time.
    private static final class Forgetful extends IdleBoard {
        Forgetful() {
            super(HOSTS, BUSY);
        }

        @Override
        public void update(int record, long stamp) {
            if (stamp(record) == 0) {
                super.update(record, stamp);
            }
        }
    }

    @Test
    void aProcessThatForgetsUpdatesIsFoundOut() {
        String found = run(deployment(Form.SERVER, Forgetful::new)).orElse("");

        assertTrue(found.matches("user \\d+ was given host \\d by a record that was old before it asked"), found);
    }

    /// Picks whatever comes first.
    private static final class Careless extends IdleBoard {
        Careless() {
            super(HOSTS, BUSY);
        }

        @Override
        public int pick(int client) {
            return LongStream.range(0, HOSTS)
                    .filter(host -> stamp((int) host) != 0)
                    .mapToInt(host -> (int) host)
                    .findFirst()
                    .orElse(RecordsDeployment.NOBODY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverPicksABusyHostIsFoundOut(Form form) {
        String found = run(deployment(form, Careless::new)).orElse("");

        assertTrue(found.matches("user \\d+ was given host \\d, which was busy"), found);
    }

    /// Never finds anybody.
    private static final class Idle extends IdleBoard {
        Idle() {
            super(HOSTS, BUSY);
        }

        @Override
        public int pick(int client) {
            return RecordsDeployment.NOBODY;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverPicksNobodyThoughAHostIsIdleIsFoundOut(Form form) {
        String found = run(deployment(form, Idle::new)).orElse("");

        assertTrue(found.matches("user \\d+ was given no host, but host \\d was idle all the time"), found);
    }

    /// Says of each record that it is a later one.
    private static final class Prophet extends IdleBoard {
        Prophet() {
            super(HOSTS, BUSY);
        }

        @Override
        public long stamp(int record) {
            return super.stamp(record) == 0 ? 0 : super.stamp(record) + 1;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRecordThatNobodyWroteIsFoundOut(Form form) {
        String found = run(deployment(form, Prophet::new)).orElse("");

        assertTrue(found.matches("user \\d+ was given host \\d by a record that nobody wrote"), found);
    }

    private static Optional<String> seen(long... stamps) {
        RecordsChecker checker = new RecordsChecker(1, BUSY);
        checker.updating(0, stamps[0]);
        checker.updated(0, stamps[1]);
        return checker.violation();
    }

    @Test
    void anUpdateThatEndsBeforeItBeginsIsFoundOut() {
        assertEquals(Optional.empty(), seen(3, 3));
        assertEquals(Optional.of("an update of host 0 with stamp 4 has ended, between 0 and 3"), seen(3, 4));
    }

    @Test
    void anAnswerToNoQuestionIsFoundOut() {
        RecordsChecker checker = new RecordsChecker(1, BUSY);
        checker.picked(7, RecordsDeployment.NOBODY, 0);

        assertEquals(Optional.of("user 7 was answered what it had not asked"), checker.violation());
    }

    static Stream<Arguments> formsAndSeeds() {
        return RecordsProtocol.all().stream()
                .map(Protocol::name)
                .flatMap(name -> LongStream.rangeClosed(1, 15).mapToObj(seed -> Arguments.of(name, seed)));
    }

    /// Many queries, many updates, and everything goes wrong that can.
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("formsAndSeeds")
    void everyAnswerIsRightWhateverFails(String name, long seed) {
        LoadboardWorkload workload = new LoadboardWorkload();
        Protocol protocol = RecordsProtocol.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, String> given = Map.of(
                "operations", "200", "capacity", "48", "picks", "400", "think", "500", "period", "1000", "users", "2");
        Setting setting = Setting.of(workload, Values.of(workload, protocol.parameters(), given))
                .withSeed(seed);
        Network network = new Network(Delay.logNormal(2 * MILLISECOND, 1), 0.02 * (seed % 5), 0.05, 0.1, 100_000);
        NodeFaults faults = new NodeFaults(2, 2, 1, 60 * SECOND, seed % 3 == 0 ? 100 * SECOND : 20 * SECOND);

        SimulationReport report = new SimulationRun(
                        protocol,
                        setting,
                        HOSTS,
                        Conditions.FAIR.withNetwork(network).withNodeFaults(faults))
                .run();

        assertInstanceOf(
                SimulationOutcome.Finished.class,
                report.outcome(),
                () -> report.outcome().line());
    }
}
