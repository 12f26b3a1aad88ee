// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The published figures, and how near to them we must come.
final class RpcFiguresTest {
    private final RpcFigures figures = new RpcFigures(1);

    @Test
    void aCallOfOneFragmentTakesTwoMessages() {
        assertEquals(2, figures.messagesPerCall());
    }

    @Test
    void noCallIsExecutedTwiceAndNoneThatSucceededNever() {
        RpcFigures.Executed executed = figures.executed(0.2, 0.05);

        assertEquals(1, executed.most());
        assertEquals(1, executed.fewest());
        assertTrue(executed.succeeded() > 0.99 * executed.calls(), executed.toString());
    }

    @Test
    void aDeadServerIsGivenUpAfterFiveAndAHalfSeconds() {
        assertEquals(5.5, figures.giveUpSeconds(), 0.1);
    }

    @Test
    void latencyIsAStraightLineOfItsKilobytes() {
        RpcFigures.Latency latency = figures.latency(2.8, 1.2);

        assertTrue(latency.rSquared() >= 0.99, latency.toString());
        assertEquals(2.8, latency.nullMilliseconds(), 0.03 * 2.8);
        assertEquals(1.2, latency.millisecondsPerKilobyte(), 0.03 * 1.2);
        assertEquals(727, latency.kilobytesPerSecond(), 0.03 * 727);
    }

    @Test
    void fragmentsAtLeastDoubleWhatAChannelBrings() {
        double gain = figures.fragmentationGain(2.8, 1.2);

        assertTrue(gain >= 2, "gain " + gain);
    }

    /// A disk brought 4 KB in 17.9 ms (224 KB a second), one request after the other.
    @Test
    void eightChannelsBringHalfAsMuchAgainAsOne() {
        double gain = figures.channelGain(2.8, 1.2, 17.9);

        assertTrue(gain >= 1.2 && gain <= 1.6, "gain " + gain);
    }

    @Test
    void everyRestartIsDetectedWithTheFirstMessage() {
        RpcFigures.Restarts restarts = figures.restarts();

        assertTrue(restarts.firstMessages() > 100, restarts.toString());
        assertEquals(restarts.firstMessages(), restarts.detected());
    }
}
