// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Port;
import dev.duality.simulation.explore.Exploration;
import dev.duality.simulation.explore.ProtocolUnderTest;
import dev.duality.simulation.explore.Scenarios;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.recovery.RecoveryFigures.Recovery;
import dev.duality.simulation.recovery.RecoveryProtocol.Plan;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.cache.CacheWorkload;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecoveryProtocolTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1000 * MILLISECOND;
    private static final int SEEDS = 300;

    private final CacheWorkload workload = new CacheWorkload();
    private final RecoveryProtocol protocol = new RecoveryProtocol();

    /// The same with another cast.
    private record With(RecoveryProtocol protocol, Function<Plan, RecoveryDeployment> casts) implements Protocol {
        @Override
        public String name() {
            return protocol.name();
        }

        @Override
        public String description() {
            return protocol.description();
        }

        @Override
        public List<Parameter<?>> parameters() {
            return protocol.parameters();
        }

        @Override
        public Deployment deployment(Setting setting, int nodes) {
            return casts.apply(Plan.of(setting, nodes));
        }
    }

    private Setting setting(long seed, String... pairs) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return Setting.of(workload, Values.of(workload, protocol.parameters(), given))
                .withSeed(seed);
    }

    private SimulationReport play(Protocol spoken, int nodes, Conditions conditions, String... pairs) {
        return new SimulationRun(spoken, setting(1, pairs), nodes, conditions).run();
    }

    private static SimulationReport finished(SimulationReport report) {
        assertInstanceOf(
                SimulationOutcome.Finished.class,
                report.outcome(),
                () -> report.outcome().line());
        return report;
    }

    @Test
    void everyFileIsOpenedOnceAndReopenedOnce() {
        SimulationReport report = finished(play(protocol, 4, Conditions.FAIR, "opens", "10", "takes", "0"));

        assertEquals(
                "{opens=30, reopens=30, conflicts=0, turned away=0, begun anew=0}",
                withoutTimes(report.counts()).toString());
    }

    private static Map<String, Long> withoutTimes(Map<String, Long> counts) {
        Map<String, Long> others = new LinkedHashMap<>(counts);
        others.remove("time to recover, ms");
        others.remove("fairness, of 1000");
        return others;
    }

    @Test
    void aFileThatIsInUseIsNotOpenedByAnother() {
        SimulationReport report = finished(play(protocol, 3, Conditions.FAIR, "opens", "1", "takes", "3"));

        assertEquals(2, report.counts().get("opens"));
        assertEquals(0, report.counts().get("conflicts"));
    }

    /// A client stands still while the server reboots and another client opens its files.
    @Test
    void aReopenThatComesTooLateIsRefusedAndItsUserIsTold() {
        Schedule slow = new Schedule(List.of(new Fault.Pause(0, 19 * SECOND, 200 * SECOND)));

        SimulationReport report =
                finished(play(protocol, 3, Conditions.FAIR.withSchedule(slow), "opens", "4", "takes", "3"));

        long conflicts = report.counts().get("conflicts");
        assertTrue(conflicts >= 1 && conflicts <= 3, "conflicts " + conflicts);
        assertEquals(4 + 4 - conflicts, report.counts().get("reopens"));
    }

    /// The server goes down a second time while its clients recover.
    @Test
    void aRebootDuringTheRecoveryBeginsItOnceMore() {
        Schedule twice = new Schedule(List.of(new Fault.Crash(3, 21_100 * MILLISECOND, 22_000 * MILLISECOND)));

        SimulationReport report =
                finished(play(protocol, 4, Conditions.FAIR.withSchedule(twice), "opens", "20", "takes", "0"));

        assertTrue(report.counts().get("reopens") > 60, () -> report.counts().toString());
    }

    @Test
    void withoutNegativeAcknowledgementsManyClientsStarveEachOther() {
        Recovery without = RecoveryFigures.recovery(80, false);
        Recovery with = RecoveryFigures.recovery(80, true);

        assertTrue(without.begunAnew() > 0, without::toString);
        assertEquals(0, with.begunAnew(), with::toString);
        assertTrue(with.seconds() < without.seconds() / 2, with + ", " + without);
        assertTrue(with.fairness() > without.fairness(), with + ", " + without);
    }

    @Test
    void aServerWithoutAFreeProcessTurnsAwayOneCallOfTwo() {
        SimulationReport report = finished(
                play(protocol, 3, Conditions.FAIR, "processes", "1", "opens", "1", "takes", "0", "service", "50000"));

        assertTrue(
                report.counts().get("turned away") >= 1, () -> report.counts().toString());
    }

    @Test
    void whateverGoesWrongNoFileIsLostSilently() {
        Exploration exploration = new Exploration(new Scenarios(Map.of(), OptionalInt.empty(), false));
        ProtocolUnderTest role = new ProtocolUnderTest(workload, protocol);
        for (long seed = 1; seed <= SEEDS; seed++) {
            Exploration.Try one = exploration.play(role, seed).orElseThrow();

            assertTrue(
                    !one.report().outcome().isFailure(),
                    "seed " + seed + ": " + one.report().outcome().line());
        }
    }

    private String violation(Function<Plan, RecoveryDeployment> casts) {
        With broken = new With(protocol, casts);
        Network bad = Network.PERFECT
                .withDelay(Delay.uniform(100_000, 5 * MILLISECOND))
                .withLoss(0.05)
                .withDuplication(0.05);
        Conditions conditions = Conditions.FAIR
                .withNetwork(bad)
                .withSchedule(new Schedule(List.of(
                        new Fault.Pause(0, 19 * SECOND, 200 * SECOND),
                        new Fault.Crash(4, 190 * SECOND, 200 * SECOND), // and who has taken files comes last
                        new Fault.Pause(1, 195 * SECOND, 260 * SECOND),
                        new Fault.Pause(2, 195 * SECOND, 260 * SECOND),
                        new Fault.Pause(3, 195 * SECOND, 260 * SECOND))));
        SimulationReport report = play(broken, 5, conditions, "opens", "3", "takes", "8", "processes", "1");
        assertInstanceOf(SimulationOutcome.Violated.class, report.outcome());
        return report.outcome().line();
    }

    @Test
    void aServerThatForgetsVersionsIsCaught() {
        String line = violation(plan -> new RecoveryDeployment(plan) {
            @Override
            FileServer server(RecoveryDisk kept, RecoveryChecker checker) {
                return new FileServer(plan, kept, checker) {
                    @Override
                    boolean isCurrent(long its, long last) {
                        return true;
                    }
                };
            }
        });

        assertTrue(line.contains("has been granted since") || line.contains("has it"), line);
    }

    @Test
    void aServerWhoseDiskForgetsIsCaught() {
        String line = violation(plan -> new RecoveryDeployment(plan) {
            private int servers;

            @Override
            FileServer server(RecoveryDisk kept, RecoveryChecker checker) {
                RecoveryDisk empty = new RecoveryDisk(plan.files());
                for (int before = 0; before < servers; before++) {
                    empty.boot();
                }
                servers++;
                return new FileServer(plan, empty, checker);
            }
        });

        assertTrue(line.contains("but had version") || line.contains("has been granted since"), line);
    }

    @Test
    void aClientThatTakesANegativeAcknowledgementForAReplyIsCaught() {
        String line = violation(plan -> new RecoveryDeployment(plan) {
            @Override
            FileClient client(int self, int boot, RecoveryChecker checker) {
                return new FileClient(self, plan, boot, checker) {
                    @Override
                    void noProcess(Port port) {
                        granted(1, port);
                    }
                };
            }
        });

        assertTrue(line.contains("but the server does not know it"), line);
    }

    @Test
    void aClientThatDropsAFileWithoutAWordIsCaught() {
        String line = violation(plan -> new RecoveryDeployment(plan) {
            @Override
            FileClient client(int self, int boot, RecoveryChecker checker) {
                return new FileClient(self, plan, boot, checker) {
                    @Override
                    void noProcess(Port port) {
                        conflict(port);
                    }

                    @Override
                    void report(int lost) {
                        // the user is not told
                    }
                };
            }
        });

        assertTrue(line.contains("did not say so"), line);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40})
    void theSameSeedGivesTheSameFigures(int clients) {
        assertEquals(RecoveryFigures.recovery(clients, true), RecoveryFigures.recovery(clients, true));
    }
}
