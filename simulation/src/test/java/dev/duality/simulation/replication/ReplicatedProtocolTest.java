// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeSet;
import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.network.Simulation;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.counter.CounterWorkload;
import dev.duality.workloads.replication.Group;
import dev.duality.workloads.replication.OperationLog;
import dev.duality.workloads.replication.ReplicaNode;
import dev.duality.workloads.replication.Witness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReplicatedProtocolTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1000 * MILLISECOND;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long MOST_EVENTS = 300_000;
    private static final String ENDLESS = "it does not come to an end";
    private static final Network SLOW = Network.PERFECT.withDelay(Delay.constant(MILLISECOND));

    private final Workload counter = new CounterWorkload();

    private static Setting setting(Workload workload, String... pairs) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        String window = given.remove("window");
        return Setting.of(workload, Values.of(workload, new ReplicatedProtocol(workload).parameters(), given))
                .withWindow(window == null ? 1 : Integer.parseInt(window));
    }

    /// Two clients, at 0 and 1; the replicas are 2 and 3, the view service is 4.
    private ReplicatedCast pair(int operations, String... pairs) {
        List<String> all = new ArrayList<>(List.of("operations", "" + operations));
        all.addAll(List.of(pairs));
        return cast(counter, 5, ReplicatedCast::new, all.toArray(String[]::new));
    }

    /// Makes a cast, perhaps a broken one.
    private interface Making {
        ReplicatedCast cast(Workload workload, Setting setting, Group group);
    }

    private static ReplicatedCast cast(Workload workload, int nodes, Making making, String... pairs) {
        Setting setting = setting(workload, pairs);
        Group group = ReplicatedProtocol.group(setting, nodes);
        return making.cast(workload, ReplicatedProtocol.setting(setting, group), group);
    }

    private static Simulation simulation(ReplicatedCast cast, Network network, long seed) {
        return new Simulation(cast.nodes(), network, seed, Sum.BYTES).restartWith(cast::restarted);
    }

    /// Runs until all operations have ended, and a little longer.
    /// @return what did not hold
    private static Optional<String> run(ReplicatedCast cast, Simulation simulation) {
        simulation.start();
        long end = NEVER;
        while (simulation.nanos() < end) {
            assertTrue(simulation.step(), "nothing is left to happen");
            if (simulation.events() > MOST_EVENTS) {
                return Optional.of(ENDLESS);
            }
            if (cast.violation().isPresent()) {
                return cast.violation();
            }
            if (cast.finished() && end == NEVER) {
                end = simulation.nanos() + 2 * SECOND;
            }
        }
        return cast.violationAtEnd();
    }

    private static Simulation runWell(ReplicatedCast cast, Network network, Fault... faults) {
        Simulation simulation = simulation(cast, network, 1).follow(new Schedule(List.of(faults)));
        assertEquals(Optional.empty(), run(cast, simulation));
        return simulation;
    }

    private static long count(ReplicatedCast cast, String what) {
        return cast.counts().get(what);
    }

    @Test
    void withoutFaultsAnOperationTakesFourMessagesThereAndBack() {
        ReplicatedCast cast = pair(300);
        Simulation simulation = simulation(cast, Network.PERFECT, 1);

        simulation.start();
        while (!cast.finished()) {
            simulation.step();
        }

        assertEquals(4 * 300, simulation.traffic().messages());
        assertEquals(150 * 4 * 100_000, simulation.nanos());
        assertEquals(
                "{operations=300, given up=0, retries=0, answered again=0, view changes=0, promotions=0, "
                        + "transferred=0, states lost=0}",
                cast.counts().toString());
    }

    /// What is on its way is not sent again and again, or a long way would hold more and more of it.
    @Test
    void aWayThatIsOnlySlowIsNotFilledUp() {
        ReplicatedCast cast = pair(60);

        Simulation simulation = runWell(cast, Network.PERFECT.withDelay(Delay.constant(100 * MILLISECOND)));

        long perOperation =
                count(cast, "operations") == 60 ? simulation.traffic().messages() / 60 : Long.MAX_VALUE;
        assertTrue(perOperation <= 32, perOperation + " messages for each");
    }

    @Test
    void aClientHasAsManyOperationsUnderWayAsItsWindow() {
        ReplicatedCast cast = pair(300, "window", "4");
        Simulation simulation = simulation(cast, Network.PERFECT, 1);

        simulation.start();

        assertEquals(8, simulation.traffic().messages());
    }

    @Test
    void whenThePrimaryBreaksTheBackUpGoesOnAndNothingIsLost() {
        ReplicatedCast cast = pair(2000);

        runWell(cast, SLOW, new Fault.Crash(2, 300 * MILLISECOND, NEVER));

        assertEquals(2000, count(cast, "operations"));
        assertEquals(1, count(cast, "promotions"));
        assertEquals(0, count(cast, "states lost"));
    }

    @Test
    void whenTheBackUpBreaksThePrimaryGoesOnAlone() {
        ReplicatedCast cast = pair(2000);

        runWell(cast, SLOW, new Fault.Crash(3, 300 * MILLISECOND, NEVER));

        assertEquals(2000, count(cast, "operations"));
        assertEquals(0, count(cast, "promotions"));
        assertEquals(1, count(cast, "view changes"));
    }

    /// The first primary comes back as the back-up, gets everything, and takes over when the other one breaks.
    @Test
    void whoComesBackIsTheNextBackUp() {
        ReplicatedCast cast = pair(4000);

        runWell(cast, SLOW, new Fault.Crash(2, 300 * MILLISECOND, SECOND), new Fault.Crash(3, 4 * SECOND, NEVER));

        assertEquals(4000, count(cast, "operations"));
        assertEquals(2, count(cast, "promotions"));
        assertTrue(count(cast, "transferred") > 0);
        assertEquals(0, count(cast, "states lost"));
    }

    @Test
    void aPrimaryThatIsOnlySlowAnswersNothingInAViewThatIsOver() {
        ReplicatedCast cast = pair(2000);

        runWell(cast, SLOW, new Fault.Pause(2, 300 * MILLISECOND, 3 * SECOND));

        assertEquals(2000, count(cast, "operations"));
        assertEquals(1, count(cast, "promotions"));
    }

    /// The primary and all clients on one side, the back-up and the view service on the other.
    @Test
    void aPrimaryThatReachesOnlyItsClientsAnswersThemNothing() {
        ReplicatedCast cast = pair(2000);

        runWell(cast, SLOW, new Fault.Partition(NodeSet.of(0, 1, 2), 300 * MILLISECOND, 4 * SECOND));

        assertEquals(2000, count(cast, "operations"));
        assertEquals(1, count(cast, "promotions"));
    }

    @Test
    void aViewServiceThatComesBackKnowsItsView() {
        ReplicatedCast cast = pair(3000);

        runWell(
                cast,
                SLOW,
                new Fault.Crash(2, 300 * MILLISECOND, 2 * SECOND),
                new Fault.Crash(4, 1200 * MILLISECOND, 1500 * MILLISECOND));

        assertEquals(3000, count(cast, "operations"));
        assertEquals(1, count(cast, "promotions"));
        assertEquals(0, count(cast, "states lost"));
    }

    @Test
    void aClientThatComesBackAsksForWhatItWasNotAnswered() {
        ReplicatedCast cast = pair(500, "window", "4");

        runWell(cast, SLOW, new Fault.Crash(0, 100 * MILLISECOND, 200 * MILLISECOND));

        assertEquals(500, count(cast, "operations"));
    }

    @Test
    void whenTheLastCopyBreaksClientsAreToldSo() {
        ReplicatedCast cast = pair(4000);

        runWell(
                cast,
                SLOW,
                new Fault.Crash(3, 300 * MILLISECOND, NEVER),
                new Fault.Crash(2, 2 * SECOND, 2 * SECOND + 1));

        assertEquals(1, count(cast, "states lost"));
        assertTrue(count(cast, "operations") > 0);
        assertEquals(4000, count(cast, "operations") + count(cast, "given up"));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    /// Loss, doubles, overtaking; crashes, pauses and partitions, of replicas most of all.
    private static Optional<String> runThroughFaults(ReplicatedCast cast, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Network network = new Network(
                Delay.logNormal(MILLISECOND, 1), 0.1 * random.nextDouble(), 0.1 * random.nextDouble(), 0.1, 10_000);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int node = random.nextInt(3) > 0 ? 3 + random.nextInt(2) : random.nextInt(6);
            long at = random.nextLong(6 * SECOND);
            long until = at + 1 + random.nextLong(2 * SECOND);
            faults.add(
                    switch (random.nextInt(3)) {
                        case 0 -> new Fault.Crash(node, at, until);
                        case 1 -> new Fault.Pause(node, at, until);
                        default -> new Fault.Partition(NodeSet.of(node, random.nextInt(3)), at, until);
                    });
        }
        return run(cast, simulation(cast, network, seed).plan(faults));
    }

    /// Three clients, at 0 to 2; the replicas are 3 and 4.
    private ReplicatedCast trio(long seed, Making making) {
        String window = seed % 3 == 0 ? "4" : "1";
        return seed % 2 == 0
                ? cast(new Sum(), 6, making, "window", window)
                : cast(counter, 6, making, "operations", "1500", "window", window);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingThatWasAnsweredIsLostOrDoneTwiceWhateverFails(long seed) {
        assertEquals(Optional.empty(), runThroughFaults(trio(seed, ReplicatedCast::new), seed));
    }

    /// A state that is lost proves little, and a view that never changes does neither.
    @Test
    void mostSeedsPutTheRulesToTheTest() {
        int kept = 0;
        int promoted = 0;
        int transferred = 0;
        for (long seed : seeds().toArray()) {
            ReplicatedCast cast = trio(seed, ReplicatedCast::new);
            runThroughFaults(cast, seed);
            boolean lost = count(cast, "states lost") > 0;
            kept += lost ? 0 : 1;
            promoted += !lost && count(cast, "promotions") > 0 ? 1 : 0;
            transferred += !lost && count(cast, "transferred") > 0 ? 1 : 0;
        }

        String line = "%d kept, %d promoted, %d transferred".formatted(kept, promoted, transferred);
        assertTrue(kept >= 30 && promoted >= 20 && transferred >= 20, line);
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        ReplicatedCast one = trio(7, ReplicatedCast::new);
        ReplicatedCast other = trio(7, ReplicatedCast::new);

        assertEquals(runThroughFaults(one, 7), runThroughFaults(other, 7));

        assertEquals(one.counts(), other.counts());
        assertEquals(one.digest(), other.digest());
    }

    /// A cast whose replicas have one rule changed.
    private static Making replicas(BiFunction<ReplicatedCast, Life, ReplicaNode> broken) {
        return (workload, setting, group) -> new ReplicatedCast(workload, setting, group) {
            @Override
            ReplicaNode replica(Group its, int self, int boot, Witness witness) {
                return broken.apply(this, new Life(its, self, boot, witness));
            }
        };
    }

    private record Life(Group group, int self, int boot, Witness witness) {}

    private static class Broken extends ReplicaNode {
        Broken(ReplicatedCast cast, Life life) {
            super(life.group, life.self, life.boot, cast::fresh, OperationLog.ALL, life.witness);
        }
    }

    private static final Making ANSWERS_EARLY = replicas((cast, life) -> new Broken(cast, life) {
        @Override
        protected boolean waitsForBackup() {
            return false;
        }
    });

    private static final Making IGNORES_VIEWS = replicas((cast, life) -> new Broken(cast, life) {
        @Override
        protected boolean takesOperations(int view) {
            return true;
        }
    });

    private static final Making FORGETS_REPLIES = replicas((cast, life) -> new Broken(cast, life) {
        @Override
        protected boolean keepsReplies() {
            return false;
        }
    });

    private static final Making KEEPS_WHAT_IT_HAD = replicas((cast, life) -> new Broken(cast, life) {
        @Override
        protected boolean beginsAnew() {
            return false;
        }
    });

    private static final Making PROMOTES_ANYBODY =
            (workload, setting, group) -> new ReplicatedCast(workload, setting, group) {
                @Override
                ViewServiceNode viewService(Group its, ViewServiceNode.Store store, Witness witness) {
                    return new ViewServiceNode(its, store, witness) {
                        @Override
                        boolean mayBePromoted(boolean synced) {
                            return true;
                        }
                    };
                }
            };

    /// The operation for the back-up is message 1; the primary is gone before it can send it again.
    private Optional<String> loseTheOperationAndThePrimary(Making making) {
        ReplicatedCast cast = cast(counter, 4, making, "operations", "20");
        return run(
                cast,
                simulation(cast, Network.PERFECT, 1)
                        .follow(new Schedule(List.of(new Fault.Lost(1), new Fault.Crash(1, MILLISECOND, NEVER)))));
    }

    @Test
    void aPrimaryThatAnswersBeforeTheBackUpHasItIsFoundOut() {
        assertEquals(Optional.empty(), loseTheOperationAndThePrimary(ReplicatedCast::new));
        assertEquals(
                Optional.of("primary 1 of view 2 lacks operation 1 of client 0 at place 0, "
                        + "which was answered at position 1"),
                loseTheOperationAndThePrimary(ANSWERS_EARLY));
    }

    /// The reply is message 3.
    private Optional<String> loseTheReplyAndThePrimary(Making making) {
        ReplicatedCast cast = cast(counter, 4, making, "operations", "20");
        return run(
                cast,
                simulation(cast, Network.PERFECT, 1)
                        .follow(new Schedule(List.of(new Fault.Lost(3), new Fault.Crash(1, MILLISECOND, NEVER)))));
    }

    @Test
    void aBackUpThatForgetsTheSavedRepliesWhenItIsPromotedIsFoundOut() {
        assertEquals(Optional.empty(), loseTheReplyAndThePrimary(ReplicatedCast::new));
        assertEquals(
                Optional.of("replica 1 did operation 1 of client 0 at place 0 twice"),
                loseTheReplyAndThePrimary(FORGETS_REPLIES));
    }

    /// Whether the onlooker objects to what some seed makes of it.
    private boolean isFoundOut(Making making) {
        return seeds().mapToObj(seed -> runThroughFaults(trio(seed, making), seed))
                .flatMap(Optional::stream)
                .anyMatch(line -> line.contains("answered at position"));
    }

    @Test
    void replicasThatIgnoreTheViewNumberAreFoundOut() {
        assertTrue(isFoundOut(IGNORES_VIEWS));
    }

    @Test
    void aBackUpThatKeepsWhatItDidAsAPrimaryIsFoundOut() {
        assertTrue(isFoundOut(KEEPS_WHAT_IT_HAD));
    }

    @Test
    void aViewServiceThatPromotesABackUpThatIsNotSyncedIsFoundOut() {
        assertTrue(isFoundOut(PROMOTES_ANYBODY));
    }

    @Test
    void aStateThatIsNoneOfTheSpecificationIsFoundOut() {
        Workload sloppy = new Sum() {
            private int states;

            @Override
            public Specification specification(Setting setting) {
                Specification state = super.specification(setting);
                boolean wrong = states++ == 1; // of the first back-up
                return new Specification() {
                    @Override
                    public long apply(int kind, long a, long b, Payload payload) {
                        return state.apply(kind, a, b, payload);
                    }

                    @Override
                    public long digest() {
                        return wrong ? 0 : state.digest();
                    }
                };
            }

            @Override
            public Optional<String> violation(FinalState finalState) {
                return Optional.empty();
            }
        };
        ReplicatedCast cast = cast(sloppy, 5, ReplicatedCast::new);

        String line = run(cast, simulation(cast, Network.PERFECT, 1)).orElseThrow();
        assertTrue(line.startsWith("the digest of survivor 1 is 0, "), line);
    }
}
