// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.detector.DetectorWorkload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeartbeatProtocolTest {
    private static final long MILLISECOND = 1_000_000;

    /// Beats come every 10 ms; a diary of who is suspected and trusted, by milliseconds.
    private static List<String> log(HeartbeatProtocol.Plan.Patiences patience, long untilMillis, Fault... faults) {
        List<String> lines = new ArrayList<>();
        HeartbeatDeployment deployment =
                new HeartbeatDeployment(DetectorFigures.plan(2, 0, patience), (nanos, what, process, boot, _) -> {
                    if (what != ObserverLog.What.HEARS) {
                        lines.add("%d %s %d.%d".formatted(nanos / MILLISECOND, what, process, boot));
                    }
                });
        Simulation simulation = new Simulation(deployment.nodes(), Network.PERFECT, 0, 0)
                .plan(List.of(faults))
                .restartWith(deployment::restarted);
        simulation.start();
        while (simulation.nanos() < untilMillis * MILLISECOND && simulation.step()) {
            assertEquals(Optional.empty(), deployment.violation());
        }
        return lines;
    }

    @Test
    void aSilentProcessIsSuspectedAfterTheTimeOutAndTrustedWhenItGoesOn() {
        List<String> lines =
                log(DetectorFigures.fixed(35), 400, new Fault.Pause(1, 100 * MILLISECOND, 200 * MILLISECOND));

        assertEquals(3, lines.size(), lines::toString);
        assertEquals("0 BEGINS 0.0", lines.get(0));
        assertTrue(lines.get(1).matches("1(2[5-9]|3[0-5]) SUSPECTS 1\\.1"), lines::toString);
        assertEquals("200 TRUSTS 1.1", lines.get(2));
    }

    @Test
    void aProcessThatBeganAgainIsSeenByItsBootNumber() {
        List<String> lines = log(DetectorFigures.phi(8), 400, new Fault.Crash(1, 100 * MILLISECOND, 200 * MILLISECOND));

        assertEquals(4, lines.size(), lines::toString);
        assertTrue(lines.get(1).matches("1[0-9]+ SUSPECTS 1\\.1"), lines::toString);
        assertTrue(lines.get(2).matches("2(0[0-9]|10) RESTARTED 1\\.2"), lines::toString);
        assertTrue(lines.get(3).matches("2(0[0-9]|10) TRUSTS 1\\.2"), lines::toString);
    }

    @Test
    void aProcessThatBeatsIsNeverSuspected() {
        assertEquals(List.of("0 BEGINS 0.0"), log(DetectorFigures.phi(8), 10_000));
    }

    @Test
    void whatTheObserverWroteOfOneThatIsPausedIsByteForByteWhatItWroteOfOneThatIsDead() {
        DetectorFigures.Corollary corollary = DetectorFigures.corollary();

        assertEquals(20, corollary.runs());
        assertEquals(corollary.runs(), corollary.alike());
        assertEquals(corollary.runs(), corollary.apart());
        assertTrue(corollary.bytes() > 100_000, corollary::toString);
    }

    /// With a look at what no message says, the two would differ: the comparison can fail.
    @Test
    void anObserverThatIsToldMoreThanMessagesSayWritesSomethingElse() {
        assertNotEquals(
                told(new Fault.Pause(1, 50 * MILLISECOND, 300 * MILLISECOND)),
                told(new Fault.Crash(1, 50 * MILLISECOND, Long.MAX_VALUE)));
    }

    private static String told(Fault fault) {
        StringBuilder text = new StringBuilder();
        boolean[] down = new boolean[1];
        HeartbeatDeployment deployment = new HeartbeatDeployment(
                DetectorFigures.plan(2, 0, DetectorFigures.fixed(50)),
                (nanos, what, _, _, _) -> text.append(nanos).append(what).append(down[0]));
        Simulation simulation = new Simulation(deployment.nodes(), Network.PERFECT, 0, 0).plan(List.of(fault));
        simulation.start();
        while (simulation.nanos() < 200 * MILLISECOND && simulation.step()) {
            down[0] = simulation.isDown(1);
        }
        return text.toString();
    }

    @Test
    void withAHigherThresholdThereAreNoMoreFalseSuspicionsAndNoQuickerDetection() {
        List<DetectorFigures.TradeOff> all = DetectorFigures.tradeOffs();

        assertEquals(16, all.size());
        assertMonotone(all.subList(0, 8));
        assertMonotone(all.subList(8, 16));
    }

    private static void assertMonotone(List<DetectorFigures.TradeOff> rows) {
        for (int i = 1; i < rows.size(); i++) {
            DetectorFigures.TradeOff lower = rows.get(i - 1);
            DetectorFigures.TradeOff higher = rows.get(i);
            assertEquals(lower.patience(), higher.patience());
            assertTrue(lower.threshold() < higher.threshold());
            assertTrue(lower.falseSuspicions() >= higher.falseSuspicions(), () -> lower + " " + higher);
            assertTrue(lower.detectionNanos() <= higher.detectionNanos(), () -> lower + " " + higher);
        }
        assertTrue(rows.getFirst().falseSuspicions() > rows.getLast().falseSuspicions(), rows::toString);
        assertTrue(rows.getFirst().detectionNanos() < rows.getLast().detectionNanos(), rows::toString);
    }

    @Test
    void everyRestartIsSeenByTheFirstBeatThatComes() {
        DetectorFigures.Restarts restarts = DetectorFigures.restarts();

        assertTrue(restarts.firstBeats() > 80, restarts::toString);
        assertEquals(
                new DetectorFigures.Restarts(restarts.firstBeats(), restarts.firstBeats(), Optional.empty()), restarts);
    }

    /// Does not look at boot numbers.
    private static final class Forgetful extends ObserverNode {
        Forgetful(HeartbeatProtocol.Plan plan, DetectorChecker checker, ObserverLog log) {
            super(plan, checker, log);
        }

        @Override
        boolean isAnotherLife(long boot, long beats) {
            return boot == 0;
        }
    }

    @Test
    void anObserverThatDoesNotLookAtBootNumbersIsObjectedTo() {
        HeartbeatDeployment deployment = new HeartbeatDeployment(
                DetectorFigures.plan(2, 0, DetectorFigures.phi(8)), ObserverLog.NONE, Forgetful::new);
        Simulation simulation = new Simulation(deployment.nodes(), Network.PERFECT, 0, 0)
                .plan(List.of(new Fault.Crash(1, 50 * MILLISECOND, 100 * MILLISECOND)))
                .restartWith(deployment::restarted);
        simulation.start();
        while (simulation.nanos() < 200 * MILLISECOND && simulation.step()) {
            // goes on
        }

        assertEquals(
                Optional.of("the first beat of life 2 of process 1 was not seen to be one"), deployment.violation());
    }

    private static DetectorChecker checker() {
        return new DetectorChecker(DetectorFigures.plan(2, 0, DetectorFigures.phi(8)));
    }

    @Test
    void aRestartThatWasNoneIsObjectedTo() {
        DetectorChecker checker = checker();
        checker.arrives(1, 1);
        checker.restarted(1, 1);

        assertEquals(
                Optional.of("process 1 was said to have begun life 1, of which this is not the first beat"),
                checker.violation());
    }

    @Test
    void anOldBeatThatCountsIsObjectedTo() {
        DetectorChecker checker = checker();
        checker.hears(1, 1, 7);
        checker.hears(1, 1, 7);

        assertEquals(
                Optional.of("beat 7 of life 1 of process 1 was heard behind beat 7 of life 1"), checker.violation());
    }

    @Test
    void whoIsSuspectedAlthoughItsBeatHasComeIsObjectedTo() {
        DetectorChecker checker = checker();
        checker.arrives(1, 1);
        checker.hears(1, 1, 7);
        checker.handled(1);
        checker.suspects(1);
        assertEquals(Optional.empty(), checker.violation());
        checker.arrives(1, 1);
        checker.hears(1, 1, 8);
        checker.handled(1);

        assertEquals(Optional.of("process 1 is suspected although beat 8 has come"), checker.violation());
    }

    @Test
    void whoIsSuspectedTwiceOrBeforeItsFirstBeatIsObjectedTo() {
        DetectorChecker checker = checker();
        checker.suspects(1);

        assertEquals(Optional.of("process 1 was suspected twice, or before its first beat"), checker.violation());
    }

    @Test
    void theObserverLooksOnForSoManyIntervalsAndThenIsDone() {
        DetectorWorkload workload = new DetectorWorkload();
        HeartbeatProtocol protocol = new HeartbeatProtocol();
        Setting setting = Setting.of(
                workload,
                Values.of(
                        workload,
                        protocol.parameters(),
                        Map.of("rounds", "20", "patience", "fixed", "timeout", "1000")));
        HeartbeatDeployment deployment = (HeartbeatDeployment) protocol.deployment(setting, 3);
        Simulation simulation = new Simulation(deployment.nodes(), Network.PERFECT, 0, 0);
        simulation.start();
        while (!deployment.finished() && simulation.step()) {
            assertTrue(simulation.nanos() <= 200 * MILLISECOND);
        }

        assertTrue(deployment.finished());
        assertEquals(200 * MILLISECOND, simulation.nanos());
        assertTrue(
                deployment.counts().get("beats") >= 38,
                () -> deployment.counts().toString());
        assertFalse(deployment.counts().get("suspicions") == 0);
    }

    @Test
    void anObserverThatBeginsAgainKnowsNobodyAndIsToldByTheFirstBeats() {
        List<String> lines =
                log(DetectorFigures.fixed(35), 300, new Fault.Crash(0, 100 * MILLISECOND, 200 * MILLISECOND));

        assertEquals(List.of("0 BEGINS 0.0", "200 BEGINS 0.0"), lines);
    }

    @Test
    void diariesAreText() {
        HeartbeatProtocol.Plan plan = DetectorFigures.plan(2, 0, DetectorFigures.fixed(35));
        String text = new String(
                DetectorFigures.log(plan, new Fault.Pause(1, 60 * MILLISECOND, 90 * MILLISECOND), 50 * MILLISECOND),
                StandardCharsets.UTF_8);

        assertTrue(text.startsWith("0 BEGINS 0 0.0\n"), text);
        assertTrue(text.contains(" HEARS 1 1.2\n"), text);
    }
}
