// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.Mode;
import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.simulation.explore.Exploration;
import dev.duality.simulation.explore.ProtocolUnderTest;
import dev.duality.simulation.explore.Scenarios;
import dev.duality.simulation.interrupt.DeferredFigures.Deferred;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.interrupt.InterruptWorkload;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class DeferredTest {
    private static final int SEEDS = 300;

    private final InterruptWorkload workload = new InterruptWorkload();

    @Test
    void overQueuesWhatFindsTheRingFullIsDroppedAndItsSourceTold() {
        Deferred all = DeferredFigures.queued(3, true);

        assertEquals(Optional.empty(), all.violation());
        assertTrue(all.overflows() > 0, all::toString);
        assertEquals(all.raised(), all.handled() + all.overflows());
    }

    @Test
    void inSharedMemoryWhatFindsTheRingFullStaysOnItsLineAndIsCounted() {
        Deferred all = DeferredFigures.pending(3, true);

        assertEquals(Optional.empty(), all.violation());
        assertTrue(all.overflows() > 0, all::toString);
        assertEquals(all.raised(), all.handled());
    }

    @Test
    void devicesHaveTheirTurns() {
        assertTrue(DeferredFigures.queued(1, false).unfairness() <= 1.5);
        assertTrue(DeferredFigures.pending(1, false).unfairness() <= 1.5);
    }

    /// A pool that serves one device before all others.
    @Test
    void whoIsServedLastIsSeen() {
        Deferrals deferrals = new Deferrals(2, 10);
        Payload empty = new Payload(0);
        for (long cause = 1; cause <= 10; cause++) {
            deferrals.handle(0, 0, cause, empty);
        }
        deferrals.handle(1, 0, 1, empty);

        assertTrue(deferrals.unfairness() > 1.5);
    }

    private SimulationOutcome outcome(UnaryOperator<Node> controller) {
        Protocol broken = new Protocol() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public String description() {
                return "the pool with another controller";
            }

            @Override
            public int payloadBytes(Setting setting, int nodes) {
                return 0;
            }

            @Override
            public Deployment deployment(Setting setting, int nodes) {
                return new DeferredDeployment(
                        Arrangement.of(2, 2, Mode.POOL).withDepth(256), 100, 50_000, setting.seed(), controller);
            }
        };
        return new SimulationRun(broken, Setting.of(workload, Values.of(workload, Map.of())), 5, Conditions.FAIR)
                .run()
                .outcome();
    }

    /// A controller that meets one message in forty another number of times than once.
    private static final class Stumbling implements Node {
        private final Node controller;
        private final int times;
        private int count;

        Stumbling(Node controller, int times) {
            this.controller = controller;
            this.times = times;
        }

        @Override
        public void onStart(Port port) {
            controller.onStart(port);
        }

        @Override
        public void onMessage(Message message, Port port) {
            boolean stumbles = ++count % 40 == 0 && message.from() < 2;
            for (int time = 0; time < (stumbles ? times : 1); time++) {
                controller.onMessage(message, port);
            }
        }

        @Override
        public void onTimer(int timer, Port port) {
            controller.onTimer(timer, port);
        }
    }

    @Test
    void aPoolThatStumblesOverNothingFinishes() {
        assertInstanceOf(SimulationOutcome.Finished.class, outcome(UnaryOperator.identity()));
    }

    @Test
    void workThatIsLostIsCaught() {
        assertInstanceOf(SimulationOutcome.Stuck.class, outcome(controller -> new Stumbling(controller, 0)));
    }

    @Test
    void workThatIsDoneTwiceIsCaught() {
        SimulationOutcome twice = outcome(controller -> new Stumbling(controller, 2));

        assertTrue(twice.line().contains("was handled after interrupt"), twice::line);
    }

    @Test
    void whateverStandsStillNothingIsLostOrDoneTwice() {
        Exploration exploration = new Exploration(new Scenarios(Map.of(), OptionalInt.empty(), false));
        ProtocolUnderTest role = new ProtocolUnderTest(workload, new DeferredProtocol());
        int report = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Optional<Exploration.Try> one = exploration.play(role, seed);
            report += one.isPresent() ? 1 : 0;
            String at = "seed " + seed;
            one.ifPresent(it -> assertTrue(
                    !it.report().outcome().isFailure(),
                    () -> at + ": " + it.report().outcome().line()));
        }
        assertTrue(report > SEEDS / 2, report + " of " + SEEDS);
    }
}
