// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.transparency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.explore.Exploration;
import dev.duality.simulation.explore.ProtocolUnderTest;
import dev.duality.simulation.explore.Scenarios;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.network.Simulation;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.simulation.transparency.HomeProtocol.Plan;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.transparency.CallingProgram;
import dev.duality.workloads.transparency.SystemCall;
import dev.duality.workloads.transparency.TransparencyWorkload;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class HomeProtocolTest {
    private static final long MILLISECOND = 1_000_000;
    private static final int SEEDS = 300;

    private final TransparencyWorkload workload = new TransparencyWorkload();
    private final HomeProtocol protocol = new HomeProtocol(workload);
    private final TransparencyFigures figures = new TransparencyFigures(1);

    private Setting setting(String... pairs) {
        Map<String, String> given = new HashMap<>(Map.of("operations", "400"));
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return Setting.of(workload, Values.of(workload, protocol.parameters(), given));
    }

    private SimulationReport finished(Conditions conditions, String... pairs) {
        SimulationReport report = new SimulationRun(protocol, setting(pairs), 3, conditions).run();
        assertInstanceOf(SimulationOutcome.Finished.class, report.outcome(), report.outcome()::line);
        return report;
    }

    @Test
    void aProgramGetsTheSameBytesWhereverItsCallsAreHandled() {
        byte[] here = figures.transcript(HomeProtocol.HERE, 2_000);

        assertArrayEquals(here, figures.transcript(HomeProtocol.SPRITE, 2_000));
        assertArrayEquals(here, figures.transcript(HomeProtocol.HOME, 2_000));
    }

    @Test
    void aNetworkThatLosesAndDoublesChangesNothingThatAProgramGets() {
        Network bad = Network.PERFECT
                .withDelay(Delay.uniform(100_000, 200 * MILLISECOND))
                .withLoss(0.2)
                .withDuplication(0.1)
                .withReordering(0.2);

        SimulationReport good = finished(Conditions.FAIR, "handled", "home");
        SimulationReport report = finished(Conditions.FAIR.withNetwork(bad), "handled", "home");

        assertTrue(report.counts().get("retries") > 50, () -> report.counts().toString());
        assertEquals(good.digest(), report.digest());
    }

    @Test
    void onlyForwardedAndCooperatingCallsAreSentHomeAsInSprite() {
        SimulationReport sprite = finished(Conditions.FAIR, "operations", "10600");
        SimulationReport here = finished(Conditions.FAIR, "handled", "here");
        Map<String, Long> counts = sprite.counts();

        assertEquals(10_600, counts.get("calls"));
        assertEquals(
                2 * (counts.get("forwarded") + counts.get("cooperating") + 2), // 2 hosts say hello
                sprite.traffic().messages());
        assertEquals(0, here.traffic().messages());
    }

    /// 92 µs of work on a call.
    @Test
    void aCallCostsItsDistanceTwiceIfItIsSentHomeAndNothingOtherwise() {
        Map<SystemCall, CallCosts> sprite = CallCosts.of(figures, HomeProtocol.SPRITE, 92_000);
        Map<SystemCall, CallCosts> home = CallCosts.of(figures, HomeProtocol.HOME, 92_000);

        assertEquals(0, sprite.get(SystemCall.READ).slope(), 1e-6);
        assertEquals(92_000, sprite.get(SystemCall.READ).nanos(), 1);
        assertEquals(2, sprite.get(SystemCall.SIGNAL).slope(), 1e-6);
        assertEquals(92_000, sprite.get(SystemCall.SIGNAL).nanos(), 10);
        assertEquals(2, sprite.get(SystemCall.WAIT).slope(), 1e-6);
        assertEquals(2 * 92_000, sprite.get(SystemCall.WAIT).nanos(), 10);
        assertEquals(2, home.get(SystemCall.READ).slope(), 1e-6);
    }

    /// The home reboots while the program has a file open there.
    @Test
    void aRebootOfTheHomeIsTheOnlyNewErrorAndNamesWhatWasLost() {
        Setting setting = setting("handled", "home", "piece", "4");
        Script script = Script.builder()
                .add(SystemCall.OPEN.kind(), 0, SystemCall.open(1, SystemCall.READING | SystemCall.WRITING))
                .add(SystemCall.WRITE.kind(), 0, 0, 4, 5)
                .add(SystemCall.SIGNAL.kind(), 0, SystemCall.signal(0, 6))
                .add(SystemCall.READ.kind(), 0, SystemCall.sized(0, 4))
                .add(SystemCall.READ.kind(), 0, SystemCall.sized(0, 4))
                .build();
        HomeDeployment deployment = new HomeDeployment(setting, Plan.of(setting, 2), _ -> script);
        Simulation simulation =
                new Simulation(deployment.nodes(), Network.PERFECT, 1, 4).restartWith(deployment::restarted);
        simulation.plan(List.of(new Fault.Crash(1, 1_200_000, 2 * MILLISECOND))); // each call takes 292 us

        simulation.start();
        while (!deployment.finished()) {
            assertTrue(simulation.step(), "nothing is left to happen");
        }

        assertEquals(Optional.empty(), deployment.violation());
        assertEquals("""
                open file 1 for both: 0
                write to descriptor 0: 4
                signal 6 to process 0: 0
                read 4 bytes of descriptor 0: error 130, the host has crashed: lost descriptor 0 of file 1, what was written to file 1, signal 6
                read 4 bytes of descriptor 0: error 9, the descriptor is not open for that
                """, new String(deployment.transcript(0), StandardCharsets.UTF_8));
    }

    /// The program's files are with its host, and no signal is pending.
    @Test
    void aRebootOfAHomeThatHeldNothingIsNotSeen() {
        Conditions reboot = Conditions.FAIR.withSchedule(
                new Schedule(List.of(new Fault.Crash(2, 10 * MILLISECOND, 20 * MILLISECOND))));

        SimulationReport undisturbed = finished(Conditions.FAIR, "errors", "100");
        SimulationReport report = finished(reboot, "errors", "100"); // so that nothing is ever held

        assertEquals(2, report.counts().get("reboots unnoticed"));
        assertEquals(0, report.counts().get("told of a loss"));
        assertEquals(undisturbed.digest(), report.digest());
    }

    @Test
    void aProgramDiesWithItsHostAndNoOther() {
        Conditions crash = Conditions.FAIR.withSchedule(
                new Schedule(List.of(new Fault.Crash(0, 10 * MILLISECOND, 20 * MILLISECOND))));

        Map<String, Long> counts = finished(crash).counts();

        assertEquals(1, counts.get("programs that died with their host"));
        assertTrue(counts.get("calls") >= 200 && counts.get("calls") < 400, counts::toString);
    }

    @Test
    void whateverGoesWrongNoAnswerIsWrongAndNoLossIsSilent() {
        Exploration exploration = new Exploration(new Scenarios(Map.of(), OptionalInt.empty(), false));
        ProtocolUnderTest role = new ProtocolUnderTest(workload, protocol);
        for (long seed = 1; seed <= SEEDS; seed++) {
            Exploration.Try one = exploration.play(role, seed).orElseThrow();

            assertTrue(
                    !one.report().outcome().isFailure(),
                    "seed " + seed + ": " + one.report().outcome().line());
        }
    }

    @Test
    void transcriptsForWhichThereIsNoRoomAreRefused() {
        BadInput refusal = assertThrows(
                BadInput.class, () -> protocol.deployment(setting("operations", "65536", "piece", "16384"), 2));

        assertEquals(
                "operations is 65536, but what programs get is written down: with piece=16384 there are 2043 calls at most; lower operations or piece",
                refusal.getMessage());
    }

    @Test
    void filesForWhichThereIsNoRoomAreRefused() {
        BadInput refusal = assertThrows(BadInput.class, () -> protocol.deployment(setting("piece", "16384"), 66));

        assertEquals(
                "65 hosts have files of more than 128 MiB with piece=16384; lower nodes or piece",
                refusal.getMessage());
    }

    /// A deployment with a part that forgets a rule, over a network that loses and doubles, with a home that reboots.
    private String violation(Twin twin) {
        Setting setting = setting("handled", "home", "retry", "1");
        Plan plan = Plan.of(setting, 3);
        HomeDeployment deployment = new HomeDeployment(setting, plan, host -> workload.script(setting, host, 2)) {
            @Override
            HomeKernel home(Setting its, Plan played, long itsBoot) {
                return new HomeKernel(its, played, itsBoot) {
                    @Override
                    boolean isMine(long callsBoot) {
                        return twin == Twin.ANSWERS_FOR_ITS_PREDECESSOR || super.isMine(callsBoot);
                    }

                    @Override
                    boolean isNew(long number, long lastNumber) {
                        return twin == Twin.DOES_CALLS_AGAIN || super.isNew(number, lastNumber);
                    }
                };
            }

            @Override
            CallHost host(Setting its, Plan played, int self, CallingProgram program, TransparencyChecker looks) {
                return new CallHost(its, played, self, program, looks) {
                    @Override
                    boolean losesNothing(HeldAtHome held) {
                        return twin == Twin.IS_SILENT || super.losesNothing(held);
                    }
                };
            }
        };
        Network bad = Network.PERFECT.withLoss(0.1).withDuplication(0.1);
        Simulation simulation =
                new Simulation(deployment.nodes(), bad, 1, setting.payloadBytes()).restartWith(deployment::restarted);
        simulation.plan(List.of(new Fault.Crash(2, 20 * MILLISECOND, 30 * MILLISECOND)));
        simulation.start();
        while (!deployment.finished() && deployment.violation().isEmpty()) {
            assertTrue(simulation.step(), "nothing is left to happen");
        }
        return deployment.violation().orElse("");
    }

    /// The rules that a part can forget.
    private enum Twin {
        NOTHING,
        DOES_CALLS_AGAIN,
        ANSWERS_FOR_ITS_PREDECESSOR,
        IS_SILENT
    }

    @Test
    void whoForgetsNothingIsNotObjectedTo() {
        assertEquals("", violation(Twin.NOTHING));
    }

    @Test
    void aHomeThatDoesACallAgainIsFoundOut() {
        String found = violation(Twin.DOES_CALLS_AGAIN);

        assertTrue(found.contains("where a local object answers"), found);
    }

    @Test
    void aHomeThatAnswersForTheOneBeforeItsRebootIsFoundOut() {
        String found = violation(Twin.ANSWERS_FOR_ITS_PREDECESSOR);

        assertTrue(found.contains("where a local object answers"), found);
    }

    @Test
    void aHostThatKeepsALossToItselfIsFoundOut() {
        String found = violation(Twin.IS_SILENT);

        assertTrue(found.contains("and was not told"), found);
    }

    /// A host that takes a slow home for one that has rebooted.
    @Test
    void aLossThatIsNoneIsFoundOut() {
        Setting setting = setting();
        TransparencyChecker checker = new TransparencyChecker(setting, Plan.of(setting, 2));
        checker.boots(1);

        checker.loses(0, 1, "signal 3");

        assertEquals(
                Optional.of("program 0 was told of a reboot of its home, which is in the same boot 1"),
                checker.violation());
    }

    @Test
    void aLossThatIsNotNamedRightIsFoundOut() {
        Setting setting = setting();
        TransparencyChecker checker = new TransparencyChecker(setting, Plan.of(setting, 2));
        checker.boots(2);

        checker.loses(0, 1, "signal 3");

        assertEquals(Optional.of("program 0 was told that it lost 'signal 3', but had ''"), checker.violation());
    }
}
