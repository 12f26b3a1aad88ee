// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.network.Simulation;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.rpc.RpcWorkload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SpriteProtocolTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1000 * MILLISECOND;

    private final RpcWorkload workload = new RpcWorkload();
    private final SpriteProtocol protocol = new SpriteProtocol(workload);

    private Setting setting(String... pairs) {
        Map<String, String> given = new HashMap<>(Map.of("operations", "200"));
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return Setting.of(workload, Values.of(workload, protocol.parameters(), given));
    }

    private SpriteDeployment deployment(int nodes, String... pairs) {
        return (SpriteDeployment) protocol.deployment(setting(pairs), nodes);
    }

    private static Simulation simulation(SpriteDeployment deployment, Network network, long seed, int payloadBytes) {
        return new Simulation(deployment.nodes(), network, seed, payloadBytes).restartWith(deployment::restarted);
    }

    /// Runs until all calls have ended.
    /// @return what did not hold
    private static Optional<String> run(SpriteDeployment deployment, Simulation simulation) {
        simulation.start();
        while (!deployment.finished()) {
            assertTrue(simulation.step(), "nothing is left to happen");
            if (deployment.violation().isPresent()) {
                return deployment.violation();
            }
        }
        return deployment.violationAtEnd();
    }

    private static Simulation runWell(SpriteDeployment deployment, Simulation simulation) {
        assertEquals(Optional.empty(), run(deployment, simulation));
        return simulation;
    }

    private Schedule lost(long... messages) {
        return new Schedule(
                LongStream.of(messages).<Fault>mapToObj(Fault.Lost::new).toList());
    }

    private static long count(SpriteDeployment deployment, String what) {
        return deployment.counts().get(what);
    }

    @Test
    void withoutFaultsNothingIsSentButCallsAndReplies() {
        SpriteDeployment deployment = deployment(4, "command", "echo");

        Simulation simulation = runWell(deployment, simulation(deployment, Network.PERFECT, 1, 64));

        assertEquals(400, simulation.traffic().messages());
        assertEquals(
                "{calls=200, executions=200, succeeded=200, given up=0, rejected=0, retries=0, replies resent=0, "
                        + "fragments resent=0, acks=0, restarts seen=0}",
                deployment.counts().toString());
    }

    @Test
    void withoutFaultsTheServerEndsUpAsTheSpecificationDoes() {
        Setting setting = setting("command", "echo", "payload", "3000");
        SpriteDeployment deployment = (SpriteDeployment) protocol.deployment(setting, 3);
        Setting two = setting.withWorkers(2);
        Specification alone = workload.specification(two);
        Payload payload = setting.payload();
        for (int client = 0; client < 2; client++) {
            Script script = workload.script(two, client);
            for (int i = 0; i < script.size(); i++) {
                script.load(i, payload);
                alone.apply(script.kind(i), script.a(i), script.b(i), payload);
            }
        }

        runWell(deployment, simulation(deployment, Network.PERFECT, 1, 3000));

        assertEquals(alone.digest(), deployment.digest());
    }

    @Test
    void aClientHasAsManyCallsUnderWayAsChannels() {
        SpriteDeployment deployment = deployment(2, "channels", "5");
        Simulation simulation = simulation(deployment, Network.PERFECT, 1, 0);

        simulation.start();

        assertEquals(5, simulation.traffic().messages());
    }

    @Test
    void aDeadServerIsCalledEightTimes() {
        SpriteDeployment deployment = deployment(2, "operations", "1");
        Simulation simulation =
                simulation(deployment, Network.PERFECT, 1, 0).plan(List.of(new Fault.Crash(1, 0, Long.MAX_VALUE)));

        runWell(deployment, simulation);

        assertEquals(8, simulation.traffic().messages());
        assertEquals(5500 * MILLISECOND, simulation.nanos());
        assertEquals(1, count(deployment, "given up"));
    }

    @Test
    void aCallOfSeveralFragmentsIsGivenUpLater() {
        SpriteDeployment deployment = deployment(2, "operations", "1", "command", "echo", "payload", "2048");
        Simulation simulation =
                simulation(deployment, Network.PERFECT, 1, 2048).plan(List.of(new Fault.Crash(1, 0, Long.MAX_VALUE)));

        runWell(deployment, simulation);

        assertEquals(2 + 7, simulation.traffic().messages(), "only the last fragment is sent again");
        assertEquals(7500 * MILLISECOND, simulation.nanos());
    }

    @Test
    void aLostReplyIsSentAgainAndTheCallIsNotExecutedAgain() {
        SpriteDeployment deployment = deployment(2, "operations", "1");

        runWell(deployment, simulation(deployment, Network.PERFECT, 1, 0).follow(lost(1)));

        assertEquals(1, count(deployment, "retries"));
        assertEquals(1, count(deployment, "replies resent"));
        assertEquals(1, count(deployment, "executions"));
        assertEquals(1, count(deployment, "succeeded"));
    }

    /// Messages 0 to 15 are the fragments of the request, 16 is the last one again, 17 says which have come.
    @Test
    void onlyFragmentsOfARequestThatAreMissingAreSentAgain() {
        SpriteDeployment deployment = deployment(2, "operations", "1", "command", "echo", "payload", "16384");

        Simulation simulation = runWell(
                deployment, simulation(deployment, Network.PERFECT, 1, 16_384).follow(lost(3, 7, 8)));

        assertEquals(3, count(deployment, "fragments resent"));
        assertEquals(16 + 1 + 1 + 3 + 16, simulation.traffic().messages());
    }

    /// Message 0 is the request, 1 to 16 are the fragments of the reply, 17 says which have come.
    @Test
    void onlyFragmentsOfAReplyThatAreMissingAreSentAgain() {
        SpriteDeployment deployment = deployment(2, "operations", "1", "command", "read", "payload", "16384");

        Simulation simulation = runWell(
                deployment, simulation(deployment, Network.PERFECT, 1, 16_384).follow(lost(2, 5)));

        assertEquals(2, count(deployment, "fragments resent"));
        assertEquals(1 + 16 + 1 + 2, simulation.traffic().messages());
    }

    @Test
    void aLastFragmentThatIsShorterArrivesWhole() {
        SpriteDeployment deployment =
                deployment(2, "operations", "20", "command", "echo", "payload", "2050", "fragment", "1000");

        runWell(deployment, simulation(deployment, Network.PERFECT, 1, 2050));

        assertEquals(20, count(deployment, "succeeded"));
    }

    @Test
    void moreThanSixteenFragmentsAreRefused() {
        BadInput refusal = assertThrows(
                BadInput.class, () -> deployment(2, "command", "read", "payload", "9000", "fragment", "512"));

        assertEquals(
                "payload is 9,000 bytes, but 16 fragments of 512 carry 8,192; raise fragment", refusal.getMessage());
    }

    @Test
    void aBusyServerIsAwaitedLongerThanADeadOne() {
        SpriteDeployment deployment = deployment(2, "operations", "8", "channels", "8", "service", "10000000");

        Simulation simulation = runWell(deployment, simulation(deployment, Network.PERFECT, 1, 0));

        assertEquals(8, count(deployment, "succeeded"), "the last one after 80 seconds");
        assertTrue(count(deployment, "acks") > 0);
        assertTrue(simulation.nanos() >= 80 * SECOND);
    }

    @Test
    void aServerThatIsQuickAcknowledgesNothing() {
        SpriteDeployment deployment = deployment(2, "operations", "100", "channels", "1", "service", "50000");

        runWell(deployment, simulation(deployment, Network.PERFECT, 1, 0));

        assertEquals(0, count(deployment, "acks"));
    }

    /// The reply is lost, and then the server.
    private Simulation crashAfterExecution(SpriteDeployment deployment) {
        List<Fault> faults = new ArrayList<>(lost(1).faults());
        faults.add(new Fault.Crash(1, 10 * MILLISECOND, 20 * MILLISECOND));
        return simulation(deployment, Network.PERFECT, 1, 0).follow(new Schedule(faults));
    }

    @Test
    void aCallThatWasExecutedBeforeACrashIsReportedAsFailedAndNotExecutedAgain() {
        SpriteDeployment deployment = deployment(2, "operations", "2", "channels", "1");

        runWell(deployment, crashAfterExecution(deployment));

        assertEquals(1, count(deployment, "rejected"));
        assertEquals(1, count(deployment, "succeeded"), "the second call is for the server as it is now");
        assertEquals(2, count(deployment, "executions"));
        assertEquals(1, count(deployment, "restarts seen"));
    }

    @Test
    void aClientThatWasRestartedGoesOnWithCallsThatWereNotBegun() {
        SpriteDeployment deployment = deployment(2, "operations", "100", "channels", "4");
        Simulation simulation = simulation(deployment, Network.PERFECT, 1, 0)
                .plan(List.of(new Fault.Crash(0, MILLISECOND, 2 * MILLISECOND)));

        runWell(deployment, simulation);

        assertEquals(96, count(deployment, "succeeded"), "4 were under way");
        assertEquals(100, count(deployment, "executions"));
    }

    /// The call of the first life, number 1 of channel 0, is held back until the second life has made its own.
    @Test
    void whatAClientSentBeforeItWasRestartedIsNotExecutedAfterIt() {
        SpriteDeployment deployment = deployment(2, "operations", "2", "channels", "1");
        Simulation simulation = simulation(deployment, Network.PERFECT, 1, 0)
                .follow(new Schedule(
                        List.of(new Fault.Delayed(0, 0, SECOND), new Fault.Crash(0, MILLISECOND, 2 * MILLISECOND))));

        runWell(deployment, simulation);
        while (simulation.step()) {
            assertEquals(Optional.empty(), deployment.violation());
        }

        assertEquals(1, count(deployment, "executions"));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    /// Loss, doubles, overtaking, crashes of everybody, pauses.
    private Optional<String> runThroughFaults(SpriteDeployment deployment, long seed, int payloadBytes, int nodes) {
        SplittableRandom random = new SplittableRandom(seed);
        Network network = new Network(
                Delay.logNormal(2 * MILLISECOND, 1),
                0.2 * random.nextDouble(),
                0.1 * random.nextDouble(),
                0.1,
                100_000);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int node = random.nextBoolean() ? nodes - 1 : random.nextInt(nodes);
            long at = random.nextLong(4 * SECOND);
            long until = at + 1 + random.nextLong(2 * SECOND);
            faults.add(random.nextInt(3) > 0 ? new Fault.Crash(node, at, until) : new Fault.Pause(node, at, until));
        }
        return run(
                deployment, simulation(deployment, network, seed, payloadBytes).plan(faults));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noCallIsExecutedTwiceWhateverFails(long seed) {
        SpriteDeployment one = deployment(4, "operations", "600", "service", seed % 2 == 0 ? "0" : "3000");
        SpriteDeployment fragments = deployment(4, "operations", "300", "command", "echo", "payload", "5000");

        assertEquals(Optional.empty(), runThroughFaults(one, seed, 0, 4));
        assertEquals(Optional.empty(), runThroughFaults(fragments, seed, 5000, 4));
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        SpriteDeployment one = deployment(4, "operations", "600");
        SpriteDeployment other = deployment(4, "operations", "600");

        assertEquals(runThroughFaults(one, 7, 0, 4), runThroughFaults(other, 7, 0, 4));

        assertEquals(one.counts(), other.counts());
        assertEquals(one.digest(), other.digest());
    }

    /// Forgets the reply that it should keep.
    private final class ForgetsReplies extends SpriteDeployment {
        ForgetsReplies(Setting setting, int nodes) {
            super(workload, setting, nodes);
        }

        @Override
        SpriteServer server(Setting its, int callers, int boot, Specification kept, ExecutionChecker log) {
            return new SpriteServer(its, callers, boot, kept, log) {
                @Override
                boolean keepsReplies() {
                    return false;
                }
            };
        }
    }

    @Test
    void aServerThatForgetsTheSavedReplyIsFoundOut() {
        SpriteDeployment deployment = new ForgetsReplies(setting("operations", "1"), 2);

        assertEquals(
                Optional.of("client 0: call 1 was executed 2 times"),
                run(deployment, simulation(deployment, Network.PERFECT, 1, 0).follow(lost(1))));
    }

    /// Executes calls that were addressed to the life before.
    private final class IgnoresBoots extends SpriteDeployment {
        IgnoresBoots(Setting setting, int nodes) {
            super(workload, setting, nodes);
        }

        @Override
        SpriteServer server(Setting its, int callers, int boot, Specification kept, ExecutionChecker log) {
            return new SpriteServer(its, callers, boot, kept, log) {
                @Override
                boolean isForThisBoot(int addressed, int mine) {
                    return true;
                }
            };
        }
    }

    @Test
    void aServerThatIgnoresTheBootNumberIsFoundOut() {
        SpriteDeployment deployment = new IgnoresBoots(setting("operations", "2", "channels", "1"), 2);

        assertEquals(
                Optional.of("client 0: call 1 was executed 2 times"), run(deployment, crashAfterExecution(deployment)));
    }

    /// Makes a second call by the number of the first.
    private final class ReusesNumbers extends SpriteDeployment {
        ReusesNumbers(Setting setting, int nodes) {
            super(workload, setting, nodes);
        }

        @Override
        SpriteClient client(Setting its, int self, int server, int boot, Script script, Outcomes results) {
            return new SpriteClient(its, self, server, boot, script, results) {
                @Override
                int next(int number) {
                    return Math.min(number + 1, 3);
                }
            };
        }
    }

    @Test
    void aClientThatReusesANumberIsFoundOut() {
        SpriteDeployment deployment = new ReusesNumbers(setting("operations", "4", "channels", "1"), 2);

        assertEquals(
                Optional.of("client 0: call 4 succeeded, and was executed 0 times"),
                run(deployment, simulation(deployment, Network.PERFECT, 1, 0)));
    }
}
