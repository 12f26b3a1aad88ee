// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Over many draws the laws give what they say: four deviations of the mean at most, for seeds that are fixed.
class LawsTest {
    private static final int DRAWS = 200_000;

    private static long[] drawn(Delay law, long seed) {
        RandomDraws draws = new RandomDraws().begin(seed);
        long[] drawn = new long[DRAWS];
        Arrays.setAll(drawn, _ -> law.nanos(draws));
        return drawn;
    }

    private static double mean(long[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(long[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .mapToDouble(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aConstantDelayIsAlwaysTheSame(long seed) {
        assertEquals(
                1, Arrays.stream(drawn(Delay.constant(77), seed)).distinct().count());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aUniformDelayReachesBothEndsAndEachAsOften(long seed) {
        long[] drawn = drawn(Delay.uniform(10, 19), seed);

        for (long value = 10; value < 20; value++) {
            long each = value;
            long count = Arrays.stream(drawn).filter(one -> one == each).count();
            assertEquals(DRAWS / 10.0, (double) count, 4 * Math.sqrt(DRAWS * 0.1 * 0.9), "of " + value);
        }
        assertEquals(0, Arrays.stream(drawn).filter(one -> one < 10 || one > 19).count());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aNormalDelayHasItsMeanAndDeviation(long seed) {
        long[] drawn = drawn(Delay.normal(1_000_000, 50_000), seed);

        assertEquals(1_000_000, mean(drawn), 4 * 50_000 / Math.sqrt(DRAWS));
        assertEquals(50_000, deviation(drawn), 4 * 50_000 / Math.sqrt(2.0 * DRAWS));
        long beyond = Arrays.stream(drawn)
                .filter(one -> Math.abs(one - 1_000_000) > 98_000) // 1.96 deviations
                .count();
        assertEquals(0.05 * DRAWS, (double) beyond, 4 * Math.sqrt(DRAWS * 0.05 * 0.95));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aNormalDelayIsNeverNegative(long seed) {
        long[] drawn = drawn(Delay.normal(100, 1_000), seed);

        assertEquals(0, Arrays.stream(drawn).min().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aLogNormalDelayHasItsMedianAndItsLogarithmsTheirDeviation(long seed) {
        long[] drawn = drawn(Delay.logNormal(1_000_000, 0.5), seed);
        long below = Arrays.stream(drawn).filter(one -> one < 1_000_000).count();
        double square = Arrays.stream(drawn)
                .mapToDouble(one -> Math.log(one / 1e6))
                .map(log -> log * log)
                .average()
                .orElseThrow();

        assertEquals(DRAWS / 2.0, (double) below, 4 * Math.sqrt(DRAWS) / 2);
        assertEquals(0.5, Math.sqrt(square), 4 * 0.5 / Math.sqrt(2.0 * DRAWS));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aHistogramGivesEachOfItsDelaysAsOftenAsItWasCounted(long seed) {
        Delay law = new Delay.Histogram(List.of(
                new Delay.Histogram.Bar(5, 1),
                new Delay.Histogram.Bar(6, 0),
                new Delay.Histogram.Bar(7, 0),
                new Delay.Histogram.Bar(100, 3)));
        long[] drawn = drawn(law, seed);
        long fives = Arrays.stream(drawn).filter(one -> one == 5).count();
        long hundreds = Arrays.stream(drawn).filter(one -> one == 100).count();

        assertEquals(DRAWS, fives + hundreds);
        assertEquals(DRAWS / 4.0, (double) fives, 4 * Math.sqrt(DRAWS * 0.25 * 0.75));
    }

    @Test
    void whatIsNoLawIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Delay.constant(-1));
        assertThrows(IllegalArgumentException.class, () -> Delay.uniform(2, 1));
        assertThrows(IllegalArgumentException.class, () -> Delay.normal(1, -1));
        assertThrows(IllegalArgumentException.class, () -> Delay.logNormal(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Delay.Histogram(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Delay.Histogram(List.of(new Delay.Histogram.Bar(1, 0))));
        assertThrows(IllegalArgumentException.class, () -> Network.PERFECT.withLoss(1.01));
        assertThrows(IllegalArgumentException.class, () -> Network.PERFECT.withReordering(Double.NaN));
    }

    /// Sends many messages at once, or receives and counts.
    private static final class Burst implements Node {
        private final int count;
        private long received;

        Burst(int count) {
            this.count = count;
        }

        @Override
        public void onStart(Port port) {
            for (int i = 0; i < count; i++) {
                port.message(1).set(1, i, 0, 0).payload().length(0);
                port.send(1);
            }
        }

        @Override
        public void onMessage(Message message, Port port) {
            received++;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void messagesAreLostAndDoubledAndHeldBackInTheSharesOfTheNetwork(long seed) {
        Network network = new Network(Delay.constant(100), 0.2, 0.05, 0.1, 0);
        Burst receiver = new Burst(0);
        Simulation simulation = new Simulation(List.of(new Burst(DRAWS), receiver), network, seed, 0);
        simulation.start();
        while (simulation.step()) {
            assertTrue(simulation.nanos() >= 100);
        }
        Traffic traffic = simulation.traffic();

        assertEquals(DRAWS, traffic.messages());
        assertEquals(DRAWS * (long) Network.HEADER_BYTES, traffic.bytes());
        share(0.2, traffic.lost(), DRAWS);
        share(0.05, traffic.doubled(), DRAWS - traffic.lost());
        share(0.1, traffic.delayed(), DRAWS - traffic.lost() + traffic.doubled());
        assertEquals(DRAWS - traffic.lost() + traffic.doubled(), receiver.received);
        assertEquals(receiver.received, traffic.delivered());
    }

    private static void share(double expected, long count, long of) {
        assertEquals(expected * of, (double) count, 4 * Math.sqrt(of * expected * (1 - expected)));
    }
}
