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
    private static final long MILLISECOND = 1_000_000;
    private static final long LONG_NANOS = 600_000 * MILLISECOND;
    private static final int HOSTS = 4;
    private static final Network NETWORK = Network.PERFECT.withDelay(Delay.uniform(20_000, 500_000));
    private static final Network BAD =
            NETWORK.withLoss(0.1).withDuplication(0.1).withReordering(0.3);

    private static SpriteProtocol.Plan plan(long seed) {
        return plan(seed, 10 * MILLISECOND);
    }

    private static SpriteProtocol.Plan plan(long seed, long ownerNanos) {
        return new SpriteProtocol.Plan(
                new Program.Drawn(12, HOSTS, 60, seed),
                HOSTS,
                12,
                40,
                4096,
                0,
                5 * MILLISECOND,
                ownerNanos,
                20 * MILLISECOND,
                LONG_NANOS,
                seed);
    }

    private static Optional<String> play(SpriteCast cast, Network network, List<Fault> faults, long seed) {
        Simulation simulation = new Simulation(cast.nodes(), network, seed, Resident.BYTES + 4096)
                .restartWith(cast::restarted)
                .plan(faults);
        simulation.start();
        while (!cast.finished() && cast.violation().isEmpty() && simulation.nanos() < LONG_NANOS && simulation.step()) {
            // the oracle looks on
        }
        return cast.violation().or(cast::violationAtEnd);
    }

    @Test
    void allProcessesMoveAndComeToTheirEndAsIfTheyHadStayedAtHome() {
        for (long seed = 0; seed < 20; seed++) {
            SpriteCast cast = new SpriteCast(plan(seed));

            assertEquals(Optional.empty(), play(cast, NETWORK, List.of(), seed));
            assertTrue(cast.finished());
            assertEquals(12, cast.counts().get("done"));
            assertEquals(
                    12 * 63 - 6,
                    cast.counts().get("steps") + 12 - 6,
                    () -> cast.counts().toString());
            assertTrue(cast.counts().get("moves") > 8, () -> cast.counts().toString());
            assertTrue(cast.counts().get("evictions") > 0, () -> cast.counts().toString());
            assertTrue(cast.counts().get("signals") > 0, () -> cast.counts().toString());
        }
    }

    @Test
    void nothingIsLostOrDoneTwiceWhateverTheNetworkAndTheNodesDo() {
        NodeFaults faults = new NodeFaults(4, 4, 2, 200 * MILLISECOND, 50 * MILLISECOND);
        long homes = 0;
        long hosts = 0;
        long done = 0;
        for (long seed = 0; seed < 60; seed++) {
            SpriteCast cast = new SpriteCast(plan(seed));

            assertEquals(Optional.empty(), play(cast, BAD, faults.draw(seed, HOSTS + 1), seed), "seed " + seed);
            assertTrue(cast.finished(), "seed " + seed);
            homes += cast.counts().get("home died");
            hosts += cast.counts().get("host died");
            done += cast.counts().get("done");
        }
        assertTrue(homes > 50 && hosts > 20 && done > 100, homes + " " + hosts + " " + done);
    }

    @Test
    void whatProcessesAreAnsweredDoesNotDependOnWhereTheyAre() {
        SpriteCast good = new SpriteCast(plan(1));
        SpriteCast bad = new SpriteCast(plan(1));
        SpriteCast others = new SpriteCast(plan(2));
        play(good, NETWORK, List.of(), 1);
        play(bad, BAD, List.of(), 7);
        play(others, NETWORK, List.of(), 2);

        assertNotEquals(good.counts().get("moves"), bad.counts().get("moves"));
        assertEquals(good.digest(), bad.digest());
        assertNotEquals(good.digest(), others.digest());
    }

    /// The first objection of many plays in which everything goes wrong that can.
    private static String objection(SpriteCast.Hosts hosts, SpriteCast.HomesOf homes, SpriteCast.Servers servers) {
        NodeFaults faults = new NodeFaults(3, 2, 1, 200 * MILLISECOND, 50 * MILLISECOND);
        return LongStream.range(0, 40)
                .mapToObj(seed -> play(
                        new SpriteCast(plan(seed, 2 * MILLISECOND), hosts, homes, servers),
                        BAD,
                        faults.draw(seed, HOSTS + 1),
                        seed))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("nothing");
    }

    /// Lets everybody go on who says that he has a process.
    private static final class Trusting extends Homes {
        Trusting(SpriteProtocol.Plan plan, int self, long boot, Oracle oracle) {
            super(plan, self, boot, oracle);
        }

        @Override
        boolean confirms(long before, long generation) {
            return true;
        }
    }

    @Test
    void aHomeThatConfirmsEverybodyIsObjectedTo() {
        String line = objection(HostNode::new, Trusting::new, ServerNode::new);

        assertTrue(line.matches("process \\d+ runs on host \\d, and still on host \\d"), line);
    }

    /// Answers for processes that it cannot know any more.
    private static final class Ghost extends Homes {
        Ghost(SpriteProtocol.Plan plan, int self, long boot, Oracle oracle) {
            super(plan, self, boot, oracle);
        }

        @Override
        boolean isMine(int process, long homeBoot) {
            return true;
        }
    }

    @Test
    void aHomeThatHasDiedAndGoesOnToAnswerIsObjectedTo() {
        String line = objection(HostNode::new, Ghost::new, ServerNode::new);

        assertTrue(line.matches("the home of process \\d+ has died, but goes on to answer"), line);
    }

    /// Does what is asked again again.
    private static final class Eager extends ServerNode {
        Eager(SpriteProtocol.Plan plan, Disk disk) {
            super(plan, disk);
        }

        @Override
        boolean isNew(long step, long last) {
            return step >= last;
        }
    }

    @Test
    void aServerThatMovesAPositionTwiceForOneReadIsObjectedTo() {
        String line = objection(HostNode::new, Homes::new, Eager::new);

        assertTrue(line.matches("of the stream of process \\d+ nobody has read from \\d+ to \\d+"), line);
    }

    /// Leaves something behind.
    private abstract static class Leaving extends HostNode {
        Leaving(SpriteProtocol.Plan plan, int self, Homes homes, Oracle oracle) {
            super(plan, self, homes, oracle);
        }

        abstract void forget(Resident resident);

        @Override
        final void encapsulate(Resident resident, Message message, int pagesBytes) {
            forget(resident);
            super.encapsulate(resident, message, pagesBytes);
        }
    }

    private static final class WithoutPositions extends Leaving {
        WithoutPositions(SpriteProtocol.Plan plan, int self, Homes homes, Oracle oracle) {
            super(plan, self, homes, oracle);
        }

        @Override
        void forget(Resident resident) {
            resident.position = 0;
        }
    }

    @Test
    void aHostThatSendsAProcessWithoutItsPositionsIsObjectedTo() {
        String line = objection(WithoutPositions::new, Homes::new, ServerNode::new);

        assertTrue(line.matches("process \\d+ finds its stream at 0, but should at \\d+"), line);
    }

    private static final class WithoutSignals extends Leaving {
        WithoutSignals(SpriteProtocol.Plan plan, int self, Homes homes, Oracle oracle) {
            super(plan, self, homes, oracle);
        }

        @Override
        void forget(Resident resident) {
            resident.signals = 0;
        }
    }

    @Test
    void aHostThatForgetsWhichSignalsAProcessHasTakenIsObjectedTo() {
        String line = objection(WithoutSignals::new, Homes::new, ServerNode::new);

        assertTrue(line.matches("process \\d+ was sent \\d+ signals, but takes another one"), line);
    }

    private static final class Careless extends Leaving {
        Careless(SpriteProtocol.Plan plan, int self, Homes homes, Oracle oracle) {
            super(plan, self, homes, oracle);
        }

        @Override
        void forget(Resident resident) {
            resident.signals++;
        }
    }

    @Test
    void aHostThatSkipsASignalIsObjectedTo() {
        String line = objection(Careless::new, Homes::new, ServerNode::new);

        assertTrue(line.matches("process \\d+ was sent \\d+ signals, but ends with \\d+"), line);
    }

    private static final class WithoutAStep extends Leaving {
        WithoutAStep(SpriteProtocol.Plan plan, int self, Homes homes, Oracle oracle) {
            super(plan, self, homes, oracle);
        }

        @Override
        void forget(Resident resident) {
            resident.step--;
        }
    }

    @Test
    void aProcessThatDoesAStepTwiceIsObjectedTo() {
        String line = objection(WithoutAStep::new, Homes::new, ServerNode::new);

        assertTrue(line.matches("process \\d+ does step \\d+, but step \\d+ is next"), line);
    }

    /// Takes every answer for news of a death.
    private static final class Nervous extends HostNode {
        Nervous(SpriteProtocol.Plan plan, int self, Homes homes, Oracle oracle) {
            super(plan, self, homes, oracle);
        }

        @Override
        boolean saysDead(int kind) {
            return true;
        }
    }

    @Test
    void aHostThatEndsAProcessWhoseHomeLivesIsObjectedTo() {
        String line = objection(Nervous::new, Homes::new, ServerNode::new);

        assertTrue(line.matches("process \\d+ is ended because its home \\d died, but that lives"), line);
    }

    @Test
    void whoReadsWhatTheOtherHasReadIsObjectedTo() {
        SpriteCast cast = new SpriteCast(plan(1), HostNode::new, Homes::new, Forgetful::new);
        String line = play(cast, NETWORK, List.of(), 1).orElse("nothing");

        assertTrue(line.matches("process \\d+ reads from \\d+ on what was read before, from \\d+ to \\d+"), line);
    }

    /// Loses positions whenever somebody else reads.
    private static final class Forgetful extends ServerNode {
        private int reads;

        Forgetful(SpriteProtocol.Plan plan, Disk disk) {
            super(plan, disk);
        }

        @Override
        long advanced(long position, long bytes) {
            return reads++ % 3 == 0 ? position : super.advanced(position, bytes);
        }
    }

    /// A crash at a time when processes are away.
    private static SpriteCast withACrashOf(int node, long milliseconds) {
        SpriteCast cast = new SpriteCast(plan(3));
        Fault crash = new Fault.Crash(node, milliseconds * MILLISECOND, 60 * MILLISECOND);

        assertEquals(Optional.empty(), play(cast, NETWORK, List.of(crash), 3));
        assertTrue(cast.finished());
        return cast;
    }

    @Test
    void whenAHomeDiesItsProcessesEndWhereverTheyAreAndTheOthersDoNot() {
        Program program = plan(3).program();
        boolean away = false;
        for (long milliseconds = 2; milliseconds <= 20; milliseconds += 2) {
            SpriteCast cast = withACrashOf(1, milliseconds);
            for (int process = 0; process < 12; process++) {
                boolean homeDied = cast.oracle().end(process).equals(Optional.of(Oracle.End.HOME_DIED));
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
        SpriteProtocol.Plan patient = plan(3);
        SpriteProtocol.Plan hasty = new SpriteProtocol.Plan(
                patient.program(),
                HOSTS,
                12,
                0,
                0,
                0,
                patient.resendNanos(),
                0,
                patient.beatNanos(),
                50 * MILLISECOND,
                3);
        Fault silent = new Fault.Pause(1, 10 * MILLISECOND, 500 * MILLISECOND);
        SpriteCast cast = new SpriteCast(hasty);

        assertEquals(Optional.empty(), play(cast, NETWORK, List.of(silent), 3));
        assertTrue(cast.finished());
        assertTrue(cast.counts().get("suspected") > 0, () -> cast.counts().toString());
        assertEquals(0, cast.counts().get("home died"));
    }
}
