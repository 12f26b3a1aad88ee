// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.cache.Access.Mode;
import dev.duality.simulation.cache.ConsistencyDeployment.CommonFiles;
import dev.duality.simulation.cache.ConsistencyDeployment.Day;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeFaults;
import dev.duality.simulation.network.Observer;
import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.network.Simulation;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.cache.CacheWorkload;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ConsistencyTest {
    private static final long SECOND = CacheTerms.SECOND;
    private static final long MILLISECOND = SECOND / 1000;
    private static final long FILE = Files.shared(0);

    private static CacheTerms terms(ConsistencyRule rule, int clients, int accesses) {
        return new CacheTerms(
                rule, 4096, 60 * SECOND, new Day(1, (long) clients * accesses, 64, new CommonFiles(8, 0), 0, 1, 1));
    }

    /// Opens the file after so many seconds, touches its first block, and closes it after so many more.
    private static Access access(double after, Mode mode, double open) {
        return access(after, FILE, mode, open, 0);
    }

    private static Access access(double after, long file, Mode mode, double open, double life) {
        return new Access(
                (long) (after * SECOND),
                file,
                mode,
                0,
                1,
                (long) (open * SECOND),
                (long) (life * SECOND),
                Access.Touches.WHOLE);
    }

    /// Clients of one user each, who do what they are told.
    private static class Told extends ConsistencyDeployment {
        private final List<List<Access>> accesses;

        private Told(ConsistencyRule rule, List<List<Access>> accesses) {
            this.accesses = accesses;
            super(terms(rule, accesses.size(), accesses.getFirst().size()), accesses.size() + 1);
        }

        @Override
        Supplier<Access> accesses(CacheTerms its, int user) {
            Iterator<Access> next = accesses.get(user).iterator();
            return next::next;
        }
    }

    private static Simulation simulation(ConsistencyDeployment deployment) {
        return new Simulation(deployment.nodes(), Network.PERFECT, 1, 4096).restartWith(deployment::restarted);
    }

    /// Runs until all users are through, and for so many seconds more.
    private static Optional<String> run(ConsistencyDeployment deployment, Simulation simulation, int more) {
        simulation.start();
        while (!deployment.finished() && deployment.violation().isEmpty()) {
            assertTrue(simulation.step(), "nothing is left to happen");
        }
        long until = simulation.nanos() + more * SECOND;
        while (simulation.nanos() < until && deployment.violation().isEmpty()) {
            assertTrue(simulation.step(), "nothing is left to happen");
        }
        return deployment.violation().or(deployment::violationAtEnd);
    }

    private static void runWell(ConsistencyDeployment deployment, Simulation simulation, int more) {
        assertEquals(Optional.empty(), run(deployment, simulation, more));
    }

    @Test
    void whoOpensAfterAWriterReadsWhatItWroteAndTheWriterIsCalledBackOnce() {
        ConsistencyDeployment deployment = new Told(
                new ConsistencyRule.Sprite(),
                List.of(
                        List.of(access(1, Mode.WRITE, 0.1), access(100, Mode.READ, 0.1)),
                        List.of(access(5, Mode.READ, 0.1), access(5, Mode.READ, 0.1))));

        runWell(deployment, simulation(deployment), 0);

        assertEquals(1, deployment.count("recalls"));
        assertEquals(1, deployment.count("call-backs"));
        assertEquals(2, deployment.count("hits"), "the second read of the one, and the writer's own");
        assertEquals(0, deployment.count("concurrent write sharing"));
    }

    @Test
    void aFileThatIsWriteSharedIsNotCachedUntilAllHaveClosedIt() {
        ConsistencyDeployment deployment = new Told(
                new ConsistencyRule.Sprite(),
                List.of(
                        List.of(access(1, Mode.WRITE, 10), access(20, Mode.READ, 0.1), access(1, Mode.READ, 0.1)),
                        List.of(access(2, Mode.READ, 20), access(20, Mode.READ, 0.1), access(1, Mode.READ, 0.1))));

        runWell(deployment, simulation(deployment), 0);

        assertEquals(1, deployment.count("concurrent write sharing"));
        assertEquals(1, deployment.count("uncacheable opens"), "all later opens come after the last close");
        assertEquals(2, deployment.count("hits"), "of each, the last read");
    }

    @Test
    void aTokenToReadIsLeftToTheWriterThatWasCalledBack() {
        ConsistencyDeployment deployment = new Told(
                new ConsistencyRule.Tokens(),
                List.of(
                        List.of(access(1, Mode.WRITE, 0.1), access(10, Mode.READ, 0.1)),
                        List.of(access(5, Mode.READ, 0.1), access(10, Mode.READ, 0.1))));

        runWell(deployment, simulation(deployment), 0);

        assertEquals(1, deployment.count("call-backs"));
        assertEquals(2, deployment.count("hits"));
    }

    @Test
    void aFileThatIsRemovedSoonIsNeverSentToTheServer() {
        ConsistencyDeployment deployment = new Told(
                new ConsistencyRule.Sprite(),
                List.of(List.of(
                        access(1, Files.made(0, 0), Mode.WRITE, 0.1, 10), access(60, FILE, Mode.READ, 0.1, 0))));

        runWell(deployment, simulation(deployment), 0);

        assertEquals(0, deployment.count("bytes sent back"));
        assertEquals(deployment.count("bytes written"), deployment.count("bytes never sent"));
    }

    @Test
    void whatStaysIsSentBetween30And35SecondsLater() {
        ConsistencyDeployment deployment = new Told(
                new ConsistencyRule.Sprite(), List.of(List.of(access(1, Mode.WRITE, 0.1), access(60, Mode.READ, 0.1))));

        runWell(deployment, simulation(deployment), 0);

        assertEquals(deployment.count("bytes written"), deployment.count("bytes sent back"));
        assertTrue(deployment.oldestDirtyNanos() >= 30 * SECOND && deployment.oldestDirtyNanos() <= 35 * SECOND);
    }

    @Test
    void aPollerReadsOldContentUntilItAsksAgain() {
        ConsistencyDeployment deployment = new Told(
                new ConsistencyRule.Polling(),
                List.of(
                        List.of(access(1, Mode.READ, 0.1), access(20, Mode.READ, 0.1), access(60, Mode.READ, 0.1)),
                        List.of(access(10, Mode.WRITE, 0.1), access(1, Mode.READ, 0.1), access(1, Mode.READ, 0.1))));

        runWell(deployment, simulation(deployment), 0);

        assertEquals(1, deployment.count("stale reads"));
    }

    @Test
    void everyReadAndWriteGoesToTheServerWhereClientsHaveNoCaches() {
        ConsistencyDeployment deployment = new Told(
                new ConsistencyRule.NoCaching(),
                List.of(List.of(access(1, Mode.READ, 0.1), access(1, Mode.WRITE, 0.1))));

        runWell(deployment, simulation(deployment), 0);

        assertEquals(6, deployment.count("requests"), "two opens, two closes, a read and a write");
    }

    /// Messages: 0 is the open for writing, 1 its reply, which is held back; then the other client opens.
    @Test
    void aCallBackThatOvertakesTheReplyToAnOpenIsAskedForAgain() {
        ConsistencyDeployment deployment = new Told(
                new ConsistencyRule.Sprite(),
                List.of(List.of(access(0, Mode.WRITE, 5)), List.of(access(0.001, Mode.READ, 5))));
        AtomicInteger notYet = new AtomicInteger();
        Simulation simulation = simulation(deployment)
                .follow(new Schedule(List.of(new Fault.Delayed(1, 0, SECOND / 5))))
                .observe((what, _, _, _, _, message) -> {
                    if (what == Observer.What.SENT && message.kind() == Wire.CALLED_BACK && message.b() == 0) {
                        notYet.incrementAndGet();
                    }
                });

        runWell(deployment, simulation, 0);

        assertEquals(1, notYet.get());
        assertEquals(1, deployment.count("call-backs"));
    }

    /// The writer stands still for two minutes while another client wants its file.
    private static Simulation silent(ConsistencyDeployment deployment) {
        return simulation(deployment).plan(List.of(new Fault.Pause(0, 2 * SECOND, 122 * SECOND)));
    }

    private static ConsistencyDeployment writerAndReader() {
        return new Told(
                new ConsistencyRule.Sprite(),
                List.of(
                        List.of(access(1, Mode.WRITE, 0.1), access(130, Mode.READ, 0.1)),
                        List.of(access(5, Mode.READ, 0.1), access(1, Mode.READ, 0.1))));
    }

    @Test
    void aClientThatIsSilentForAMinuteIsDeclaredDeadAndLosesWhatItHadWritten() {
        ConsistencyDeployment deployment = writerAndReader();

        runWell(deployment, silent(deployment), 0);

        assertEquals(1, deployment.count("declared dead"));
        assertEquals(1, deployment.count("writes lost"));
        assertEquals(0, deployment.count("stale reads"), "after it has learned of its death it reads what others do");
    }

    @Test
    void aClientThatCrashesAndComesBackIsNotWaitedFor() {
        ConsistencyDeployment deployment = writerAndReader();
        Simulation simulation = simulation(deployment).plan(List.of(new Fault.Crash(0, 2 * SECOND, 7 * SECOND)));

        runWell(deployment, simulation, 0);

        assertEquals(0, deployment.count("declared dead"));
        assertEquals(1, deployment.count("writes lost"));
    }

    @Test
    void aServerThatComesBackInTheMiddleOfARecallIsAskedAgainAndRecallsAgain() {
        ConsistencyDeployment deployment = writerAndReader();
        Simulation simulation =
                simulation(deployment).plan(List.of(new Fault.Crash(2, 5 * SECOND + 150_000, 7 * SECOND)));

        runWell(deployment, simulation, 0);

        assertEquals(2, deployment.count("recalls"));
        assertEquals(0, deployment.count("writes lost"));
    }

    @Test
    void blocksThatCannotHoldStampsAreRefused() {
        CacheWorkload workload = new CacheWorkload();
        Protocol sprite = CacheProtocols.all().get(1);
        Setting setting = Setting.of(workload, Values.of(workload, sprite.parameters(), Map.of("payload", "100")));

        BadInput refusal = assertThrows(BadInput.class, () -> sprite.deployment(setting, 3));

        assertEquals("payload is 100 bytes, but must be a multiple of 64 here; try 4096", refusal.getMessage());
    }

    static Stream<Arguments> rulesAndSeeds() {
        return CacheProtocols.all().stream()
                .map(Protocol::name)
                .flatMap(name -> Stream.iterate(1L, seed -> seed + 1).limit(15).map(seed -> Arguments.of(name, seed)));
    }

    /// Everybody shares, caches are small, and everything goes wrong that can.
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("rulesAndSeeds")
    void noReadIsStaleWhateverFails(String name, long seed) {
        CacheWorkload workload = new CacheWorkload();
        Protocol protocol = CacheProtocols.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, String> given = new HashMap<>(Map.of("operations", "300", "capacity", "48", "payload", "512"));
        given.putAll(Map.of("shared", "400", "think", "500", "files", "8", "users", "2"));
        Setting setting = Setting.of(workload, Values.of(workload, protocol.parameters(), given))
                .withSeed(seed);
        Network network = new Network(Delay.logNormal(2 * MILLISECOND, 1), 0.02 * (seed % 5), 0.05, 0.1, 100_000);
        NodeFaults faults = new NodeFaults(2, 2, 1, 60 * SECOND, seed % 3 == 0 ? 100 * SECOND : 20 * SECOND);

        SimulationReport report = new SimulationRun(
                        protocol,
                        setting,
                        4,
                        Conditions.FAIR.withNetwork(network).withNodeFaults(faults))
                .run();

        assertInstanceOf(
                SimulationOutcome.Finished.class,
                report.outcome(),
                () -> report.outcome().line());
    }

    /// Grants files without calling anybody back.
    private static final class SkipsCallBacks extends ConsistencyDeployment {
        SkipsCallBacks(ConsistencyRule rule) {
            super(new CacheTerms(rule, 4096, 0, new Day(2, 4000, 256, new CommonFiles(8, 200), SECOND, 1, 1)), 5);
        }

        @Override
        CacheServer server(CacheTerms its, Disk kept, ConsistencyChecker checker, ServerCounts counter) {
            return new CacheServer(its, kept, checker, counter, RecordSet.NONE) {
                @Override
                List<CallBack> callBacks(Disk.Entry file, int client, boolean write) {
                    return List.of();
                }
            };
        }
    }

    static List<ConsistencyRule> callingBack() {
        return List.of(new ConsistencyRule.Sprite(), new ConsistencyRule.Tokens());
    }

    @ParameterizedTest
    @MethodSource("callingBack")
    void aServerThatSkipsCallBacksIsFoundOut(ConsistencyRule rule) {
        ConsistencyDeployment deployment = new SkipsCallBacks(rule);

        Optional<String> found = run(deployment, simulation(deployment), 0);

        assertTrue(
                found.orElse("").matches("client \\d read stale content of file [0-9a-f]+, block \\d+"),
                found::toString);
    }

    /// Never finds that a block is due.
    private static final class KeepsForEver extends ConsistencyDeployment {
        KeepsForEver() {
            super(
                    new CacheTerms(
                            new ConsistencyRule.Sprite(),
                            4096,
                            0,
                            new Day(2, 400, 256, new CommonFiles(8, 0), SECOND, 1, 1)),
                    5);
        }

        @Override
        CacheClient client(
                CacheTerms its,
                int self,
                int to,
                int boot,
                ConsistencyChecker checker,
                ClientCounts counter,
                List<User> work) {
            return new CacheClient(its, self, to, boot, checker, counter, work, RecordSet.NONE) {
                @Override
                boolean isDue(ClientBlocks.Block block, long nanos) {
                    return false;
                }
            };
        }
    }

    @Test
    void aClientThatKeepsDirtyBlocksForEverIsFoundOut() {
        ConsistencyDeployment deployment = new KeepsForEver();

        Optional<String> found = run(deployment, simulation(deployment), 0);

        assertTrue(found.orElse("").matches("client \\d has had a dirty block for 35,.*"), found::toString);
    }
}
