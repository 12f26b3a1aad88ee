// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.simulation.interrupt.Processor.Level;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.interrupt.InterruptWorkload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivelockTest {
    private static final long PROCESS = 287_000;

    private final InterruptWorkload workload = new InterruptWorkload();
    private final LivelockFigures figures = new LivelockFigures(Map.of());

    private double last(String handling, long processNanos) {
        List<LivelockFigures.Point> curve = figures.curve(handling, processNanos);
        return curve.getLast().out() / LivelockFigures.peak(curve);
    }

    @Test
    void interruptsTakeWhatIsThereUntilNothingComesOut() {
        assertEquals(0, last("inline", 0), 0.05);
        assertEquals(0, last("no-quota", 0), 0.01);
    }

    @Test
    void aQuotaKeepsTheOutputAtItsPeak() {
        assertEquals(1, last("quota", 0), 0.01);
    }

    @Test
    void aProcessStarvesUnlessFeedbackHoldsInputBack() {
        assertEquals(0, last("quota", PROCESS), 0.01);
        assertEquals(1, last("feedback", PROCESS), 0.02);
    }

    /// The packets that come in times what one costs, and those that go out times what that costs, fill the processor.
    @Test
    void pastThePeakTheTwoCostsFillTheProcessor() {
        for (LivelockFigures.Point point : figures.curve("inline", 0)) {
            if (point.in() >= 5_000 && point.in() <= 12_000) {
                assertEquals(1, point.in() * 80e-6 + point.out() * 133e-6, 0.02, point::toString);
            }
        }
    }

    @Test
    void workOfAHigherLevelIsDoneFirstAndTheOtherGoesOnAfterwards() {
        Processor processor = new Processor();
        processor.work(Level.USER, 100);
        processor.advance(40);
        processor.work(Level.INTERRUPT, 30);
        assertEquals(30, processor.nanosToNext());

        processor.advance(70);
        assertEquals(Level.INTERRUPT, processor.takeDone());
        assertEquals(60, processor.nanosToNext());

        processor.advance(130);
        assertEquals(Level.USER, processor.takeDone());
        assertEquals(-1, processor.nanosToNext());
    }

    private Optional<String> violation(String handling, int rate, BiFunction<Router, Passage, Node> make) {
        return violation(handling, 3_001, rate, make);
    }

    private Optional<String> violation(
            String handling, long packets, int rate, BiFunction<Router, Passage, Node> make) {
        Setting setting = Setting.of(
                workload,
                Values.of(
                        workload,
                        new LivelockProtocol().parameters(),
                        Map.of("handling", handling, "process", Long.toString(PROCESS))));
        LivelockDeployment deployment = new LivelockDeployment(Router.of(setting), 4, packets, rate, 1, make);
        Simulation simulation = new Simulation(deployment.nodes(), Network.PERFECT, 1, 0);
        simulation.start();
        while (deployment.violation().isEmpty() && !deployment.finished() && simulation.step()) {
            // until all packets have ended
        }
        assertTrue(deployment.violation().isPresent() || deployment.finished(), "nothing is left to happen");
        return deployment.violation().or(deployment::violationAtEnd);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quota", "inline", "no-quota", "feedback"})
    void everyPacketIsDeliveredOrItsDropIsCounted(String handling) {
        assertEquals(Optional.empty(), violation(handling, 500, RouterNode::new));
        assertEquals(Optional.empty(), violation(handling, 12_000, RouterNode::new));
    }

    @Test
    void aPacketMayBeTheOnlyOne() {
        assertEquals(Optional.empty(), violation("inline", 1, 500, RouterNode::new));
    }

    /// A router in front of which some packets vanish.
    private record Forgetful(Node router, Passage passage) implements Node {
        @Override
        public void onMessage(Message packet, Port port) {
            if (packet.sequence() == 100) {
                passage.raise(); // came, and nobody knows where it is
                passage.balance(0);
                return;
            }
            router.onMessage(packet, port);
        }

        @Override
        public void onTimer(int timer, Port port) {
            router.onTimer(timer, port);
        }
    }

    @Test
    void aDropThatIsNotCountedIsFound() {
        String line = violation(
                        "quota", 12_000, (router, passage) -> new Forgetful(new RouterNode(router, passage), passage))
                .orElseThrow();

        assertTrue(line.contains(" packets came, but "), line);
    }

    @Test
    void aPacketThatIsHandledTwiceOrOutOfOrderIsFound() {
        Passage passage = new Passage(2);
        passage.raise();
        passage.raise();
        passage.deliver(Passage.packet(1, 7));
        assertEquals(Optional.empty(), passage.violation());
        passage.deliver(Passage.packet(1, 7));

        assertEquals(Optional.of("packet 7 of source 1 was delivered after its packet 7"), passage.violation());
    }
}
