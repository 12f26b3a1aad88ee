// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.explore.Exploration;
import dev.duality.simulation.explore.ProtocolUnderTest;
import dev.duality.simulation.explore.Scenarios;
import dev.duality.simulation.monitor.MonitorProtocol.Plan;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.mutex.MutexWorkload;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MonitorProtocolTest {
    private static final int SEEDS = 300;

    private final MutexWorkload workload = new MutexWorkload();
    private final MonitorProtocol protocol = new MonitorProtocol();

    private SimulationReport play(int nodes, String... pairs) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        Setting setting = Setting.of(workload, Values.of(workload, protocol.parameters(), given));
        SimulationReport report = new SimulationRun(protocol, setting, nodes, Conditions.FAIR).run();
        assertInstanceOf(
                SimulationOutcome.Finished.class,
                report.outcome(),
                () -> report.outcome().line());
        return report;
    }

    @ParameterizedTest
    @EnumSource(Wake.class)
    void everybodyEntersAsOftenAsTheyWereTo(Wake wake) {
        Map<String, Long> counts = play(5, "wake", wake.label()).counts();

        assertEquals(400, counts.get("entries"));
        assertEquals(400, counts.get("lock hits"));
        assertTrue(counts.get("lock misses") > 0, counts::toString);
    }

    @Test
    void aProcessAloneNeverMisses() {
        assertEquals(0, play(2).counts().get("lock misses"));
    }

    /// A wake-up takes 100 us from the server, and so does the answer before it.
    @Test
    void whoFallsAsleepSlowlyIsWokenBefore() {
        assertTrue(play(3, "step", "10000000", "inside", "0").counts().get("woken before asleep") > 0);
        assertEquals(0, play(3, "step", "0", "wake", "all").counts().get("woken before asleep"));
    }

    private static Interleavings.Seen interleavings(int entries, Wake wake, Supplier<WaitToken> tokens) {
        Plan two = new Plan(2, entries, 0, 0, 0);
        return Interleavings.of(() -> new MonitorDeployment(two, wake, tokens));
    }

    @ParameterizedTest
    @EnumSource(Wake.class)
    void noWakeUpOfTwoProcessesIsLostInAnyOrderOfEvents(Wake wake) {
        Interleavings.Seen seen = interleavings(2, wake, WaitToken::new);

        assertEquals(Optional.empty(), seen.violation());
        assertEquals(0, seen.lost());
        assertTrue(seen.orders().compareTo(BigInteger.valueOf(1_000)) > 0, seen::toString);
    }

    /// Sleeps although a wake-up is here.
    private static final class Deaf extends WaitToken {
        @Override
        boolean sleep() {
            super.begin();
            return super.sleep();
        }
    }

    /// Says that it may sleep when it was told to wait, and not before it asked.
    private static final class TooLate extends WaitToken {
        @Override
        void mustWait() {
            begin();
        }
    }

    @Test
    void aProcessThatSleepsAlthoughItWasWokenIsCaught() {
        assertTrue(interleavings(1, Wake.ALL, Deaf::new).lost() > 0);
    }

    @Test
    void aProcessThatForgetsAWakeUpThatOvertookTheAnswerIsCaught() {
        assertTrue(interleavings(1, Wake.ONE, TooLate::new).lost() > 0);
    }

    /// The server's answers to two processes, and what each does when they have come: every order of them is counted.
    @Test
    void allOrdersAreCounted() {
        Plan alone = new Plan(1, 1, 0, 0, 0);
        Plan two = new Plan(2, 1, 0, 0, 0);

        assertEquals(
                BigInteger.ONE,
                Interleavings.of(() -> new MonitorDeployment(alone, Wake.ALL, WaitToken::new))
                        .orders());
        Interleavings.Seen seen = Interleavings.of(() -> new MonitorDeployment(two, Wake.HAND_OFF, WaitToken::new));
        assertTrue(seen.states() < seen.orders().longValueExact(), seen::toString);
    }

    @Test
    void whoWakesAllHasMoreMissesThanHitsAndWhoHandsOverDoesNot() {
        assertTrue(MonitorFigures.missesPerHit(4, "all") > 1);
        assertTrue(MonitorFigures.missesPerHit(4, "hand-off") <= 1);
    }

    @Test
    void whateverIsDoubledOrLateNobodySleepsForEver() {
        Exploration exploration = new Exploration(new Scenarios(Map.of(), OptionalInt.empty(), false));
        ProtocolUnderTest role = new ProtocolUnderTest(workload, protocol);
        for (long seed = 1; seed <= SEEDS; seed++) {
            Exploration.Try one = exploration.play(role, seed).orElseThrow();

            assertTrue(
                    !one.report().outcome().isFailure(),
                    "seed " + seed + ": " + one.report().outcome().line());
        }
    }
}
