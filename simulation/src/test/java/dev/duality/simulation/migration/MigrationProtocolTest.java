// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Message;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeFaults;
import dev.duality.simulation.network.Simulation;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MigrationProtocolTest {
    static final long MILLISECOND = 1_000_000;
    static final long LONG_NANOS = 600_000 * MILLISECOND;
    private static final int HOSTS = 4;
    static final Network NETWORK = Network.PERFECT.withDelay(Delay.uniform(20_000, 500_000));
    static final Network BAD = NETWORK.withLoss(0.1).withDuplication(0.1).withReordering(0.3);

    static MigrationProtocol.Plan plan(long seed) {
        return plan(seed, 10 * MILLISECOND);
    }

    private static MigrationProtocol.Plan plan(long seed, long ownerNanos) {
        return new MigrationProtocol.Plan(
                new Program.Drawn(12, HOSTS, 60, seed),
                HOSTS,
                12,
                40,
                4096,
                new MigrationProtocol.Plan.Times(0, 5 * MILLISECOND, ownerNanos, 20 * MILLISECOND, LONG_NANOS),
                seed);
    }

    static Optional<String> play(MigrationDeployment deployment, Network network, List<Fault> faults, long seed) {
        Simulation simulation = new Simulation(deployment.nodes(), network, seed, Resident.BYTES + 4096)
                .restartWith(deployment::restarted)
                .plan(faults);
        simulation.start();
        while (!deployment.finished()
                && deployment.violation().isEmpty()
                && simulation.nanos() < LONG_NANOS
                && simulation.step()) {
            // the checker looks on
        }
        return deployment.violation().or(deployment::violationAtEnd);
    }

    @Test
    void allProcessesMoveAndComeToTheirEndAsIfTheyHadStayedAtHome() {
        for (long seed = 0; seed < 20; seed++) {
            MigrationDeployment deployment = new MigrationDeployment(plan(seed));

            assertEquals(Optional.empty(), play(deployment, NETWORK, List.of(), seed));
            assertTrue(deployment.finished());
            assertEquals(12, deployment.counts().get("done"));
            assertEquals(
                    12 * 63 - 6,
                    deployment.counts().get("steps") + 12 - 6,
                    () -> deployment.counts().toString());
            assertTrue(
                    deployment.counts().get("moves") > 8,
                    () -> deployment.counts().toString());
            assertTrue(
                    deployment.counts().get("evictions") > 0,
                    () -> deployment.counts().toString());
            assertTrue(
                    deployment.counts().get("signals") > 0,
                    () -> deployment.counts().toString());
        }
    }

    @Test
    void nothingIsLostOrDoneTwiceWhateverTheNetworkAndTheNodesDo() {
        NodeFaults faults = new NodeFaults(4, 4, 2, 200 * MILLISECOND, 50 * MILLISECOND);
        long homes = 0;
        long hosts = 0;
        long done = 0;
        for (long seed = 0; seed < 60; seed++) {
            MigrationDeployment deployment = new MigrationDeployment(plan(seed));

            assertEquals(Optional.empty(), play(deployment, BAD, faults.draw(seed, HOSTS + 1), seed), "seed " + seed);
            assertTrue(deployment.finished(), "seed " + seed);
            homes += deployment.counts().get("home died");
            hosts += deployment.counts().get("host died");
            done += deployment.counts().get("done");
        }
        assertTrue(homes > 50 && hosts > 20 && done > 100, homes + " " + hosts + " " + done);
    }

    @Test
    void whatProcessesAreAnsweredDoesNotDependOnWhereTheyAre() {
        MigrationDeployment good = new MigrationDeployment(plan(1));
        MigrationDeployment bad = new MigrationDeployment(plan(1));
        MigrationDeployment others = new MigrationDeployment(plan(2));
        play(good, NETWORK, List.of(), 1);
        play(bad, BAD, List.of(), 7);
        play(others, NETWORK, List.of(), 2);

        assertNotEquals(good.counts().get("moves"), bad.counts().get("moves"));
        assertEquals(good.digest(), bad.digest());
        assertNotEquals(good.digest(), others.digest());
    }

    /// The first violation of many plays in which everything goes wrong that can.
    private static String violation(
            MigrationDeployment.HostMaker hosts,
            MigrationDeployment.HomesOf homes,
            MigrationDeployment.Servers servers) {
        NodeFaults faults = new NodeFaults(3, 2, 1, 200 * MILLISECOND, 50 * MILLISECOND);
        return LongStream.range(0, 40)
                .mapToObj(seed -> play(
                        new MigrationDeployment(plan(seed, 2 * MILLISECOND), hosts, homes, servers),
                        BAD,
                        faults.draw(seed, HOSTS + 1),
                        seed))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("nothing");
    }

    /// Lets everybody go on who says that he has a process.
    private static final class Trusting extends HomeRegistry {
        Trusting(MigrationProtocol.Plan plan, int self, long boot, MigrationChecker checker) {
            super(plan, self, boot, checker);
        }

        @Override
        boolean confirms(long before, long generation) {
            return true;
        }
    }

    @Test
    void aHomeThatConfirmsEverybodyIsObjectedTo() {
        String line = violation(HostNode::new, Trusting::new, MigrationServer::new);

        assertTrue(line.matches("process \\d+ runs on host \\d, and still on host \\d"), line);
    }

    /// Answers for processes that it cannot know any more.
    private static final class Ghost extends HomeRegistry {
        Ghost(MigrationProtocol.Plan plan, int self, long boot, MigrationChecker checker) {
            super(plan, self, boot, checker);
        }

        @Override
        boolean isMine(int process, long homeBoot) {
            return true;
        }
    }

    @Test
    void aHomeThatHasDiedAndGoesOnToAnswerIsObjectedTo() {
        String line = violation(HostNode::new, Ghost::new, MigrationServer::new);

        assertTrue(line.matches("the home of process \\d+ has died, but goes on to answer"), line);
    }

    /// Does what is asked again again.
    private static final class Eager extends MigrationServer {
        Eager(MigrationProtocol.Plan plan, Disk disk, BoardChecker checker) {
            super(plan, disk, checker);
        }

        @Override
        boolean isNew(long step, long last) {
            return step >= last;
        }
    }

    @Test
    void aServerThatMovesAPositionTwiceForOneReadIsObjectedTo() {
        String line = violation(HostNode::new, HomeRegistry::new, Eager::new);

        assertTrue(line.matches("of the stream of process \\d+ nobody has read from \\d+ to \\d+"), line);
    }

    /// Leaves something behind.
    private abstract static class Leaving extends HostNode {
        Leaving(MigrationProtocol.Plan plan, int self, HomeRegistry homes, MigrationChecker checker) {
            super(plan, self, homes, checker);
        }

        abstract void forget(Resident resident);

        @Override
        final void encapsulate(Resident resident, Message message, int pagesBytes) {
            forget(resident);
            super.encapsulate(resident, message, pagesBytes);
        }
    }

    private static final class WithoutPositions extends Leaving {
        WithoutPositions(MigrationProtocol.Plan plan, int self, HomeRegistry homes, MigrationChecker checker) {
            super(plan, self, homes, checker);
        }

        @Override
        void forget(Resident resident) {
            resident.position = 0;
        }
    }

    @Test
    void aHostThatSendsAProcessWithoutItsPositionsIsObjectedTo() {
        String line = violation(WithoutPositions::new, HomeRegistry::new, MigrationServer::new);

        assertTrue(line.matches("process \\d+ finds its stream at 0, but should at \\d+"), line);
    }

    private static final class WithoutSignals extends Leaving {
        WithoutSignals(MigrationProtocol.Plan plan, int self, HomeRegistry homes, MigrationChecker checker) {
            super(plan, self, homes, checker);
        }

        @Override
        void forget(Resident resident) {
            resident.signals = 0;
        }
    }

    @Test
    void aHostThatForgetsWhichSignalsAProcessHasTakenIsObjectedTo() {
        String line = violation(WithoutSignals::new, HomeRegistry::new, MigrationServer::new);

        assertTrue(line.matches("process \\d+ was sent \\d+ signals, but takes another one"), line);
    }

    private static final class Careless extends Leaving {
        Careless(MigrationProtocol.Plan plan, int self, HomeRegistry homes, MigrationChecker checker) {
            super(plan, self, homes, checker);
        }

        @Override
        void forget(Resident resident) {
            resident.signals++;
        }
    }

    @Test
    void aHostThatSkipsASignalIsObjectedTo() {
        String line = violation(Careless::new, HomeRegistry::new, MigrationServer::new);

        assertTrue(line.matches("process \\d+ was sent \\d+ signals, but ends with \\d+"), line);
    }

    private static final class WithoutAStep extends Leaving {
        WithoutAStep(MigrationProtocol.Plan plan, int self, HomeRegistry homes, MigrationChecker checker) {
            super(plan, self, homes, checker);
        }

        @Override
        void forget(Resident resident) {
            resident.step--;
        }
    }

    @Test
    void aProcessThatDoesAStepTwiceIsObjectedTo() {
        String line = violation(WithoutAStep::new, HomeRegistry::new, MigrationServer::new);

        assertTrue(line.matches("process \\d+ does step \\d+, but step \\d+ is next"), line);
    }

    /// Takes every answer for news of a death.
    private static final class Nervous extends HostNode {
        Nervous(MigrationProtocol.Plan plan, int self, HomeRegistry homes, MigrationChecker checker) {
            super(plan, self, homes, checker);
        }

        @Override
        boolean saysDead(int kind) {
            return true;
        }
    }

    @Test
    void aHostThatEndsAProcessWhoseHomeLivesIsObjectedTo() {
        String line = violation(Nervous::new, HomeRegistry::new, MigrationServer::new);

        assertTrue(line.matches("process \\d+ is ended because its home \\d died, but that lives"), line);
    }

    @Test
    void whoReadsWhatTheOtherHasReadIsObjectedTo() {
        MigrationDeployment deployment =
                new MigrationDeployment(plan(1), HostNode::new, HomeRegistry::new, Forgetful::new);
        String line = play(deployment, NETWORK, List.of(), 1).orElse("nothing");

        assertTrue(line.matches("process \\d+ reads from \\d+ on what was read before, from \\d+ to \\d+"), line);
    }

    /// Loses positions whenever somebody else reads.
    private static final class Forgetful extends MigrationServer {
        private int reads;

        Forgetful(MigrationProtocol.Plan plan, Disk disk, BoardChecker checker) {
            super(plan, disk, checker);
        }

        @Override
        long advanced(long position, long bytes) {
            return reads++ % 3 == 0 ? position : super.advanced(position, bytes);
        }
    }

    /// A crash at a time when processes are away.
    private static MigrationDeployment withACrashOf(int node, long milliseconds) {
        MigrationDeployment deployment = new MigrationDeployment(plan(3));
        Fault crash = new Fault.Crash(node, milliseconds * MILLISECOND, 60 * MILLISECOND);

        assertEquals(Optional.empty(), play(deployment, NETWORK, List.of(crash), 3));
        assertTrue(deployment.finished());
        return deployment;
    }

    @Test
    void whenAHomeDiesItsProcessesEndWhereverTheyAreAndTheOthersDoNot() {
        Program program = plan(3).program();
        boolean away = false;
        for (long milliseconds = 2; milliseconds <= 20; milliseconds += 2) {
            MigrationDeployment deployment = withACrashOf(1, milliseconds);
            for (int process = 0; process < 12; process++) {
                boolean homeDied =
                        deployment.checker().end(process).equals(Optional.of(MigrationChecker.End.HOME_DIED));
                assertTrue(!homeDied || program.home(process) == 1, "process " + process);
                away |= homeDied;
            }
        }
        assertTrue(away, "one was away, and is told");
    }

    @Test
    void whenTheServerDiesNobodyEnds() {
        assertEquals(12, withACrashOf(HOSTS, 10).counts().get("done"));
    }

    @Test
    void aHomeThatIsNotHeardForLongIsTakenForDead() {
        MigrationProtocol.Plan patient = plan(3);
        MigrationProtocol.Plan hasty = new MigrationProtocol.Plan(
                patient.program(),
                HOSTS,
                12,
                0,
                0,
                new MigrationProtocol.Plan.Times(
                        0, patient.times().resendNanos(), 0, patient.times().beatNanos(), 50 * MILLISECOND),
                3);
        Fault silent = new Fault.Pause(1, 10 * MILLISECOND, 500 * MILLISECOND);
        MigrationDeployment deployment = new MigrationDeployment(hasty);

        assertEquals(Optional.empty(), play(deployment, NETWORK, List.of(silent), 3));
        assertTrue(deployment.finished());
        assertTrue(
                deployment.counts().get("suspected") > 0,
                () -> deployment.counts().toString());
        assertEquals(0, deployment.counts().get("home died"));
    }
}
