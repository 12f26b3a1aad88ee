// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.statistics.TheilSen.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TheilSenTest {
    /// Four loads beside a floor of about 43 ns, and four beside one of about 385: a = 91 ns and b = 0.98 round trips.
    private static List<Point> ring(Random random) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            double floor = (i < 4 ? 43 : 385) * (1 + 0.01 * random.nextGaussian());
            points.add(new Point(floor, (91 + 0.98 * floor) * (1 + 0.02 * random.nextGaussian())));
        }
        return points;
    }

    @Test
    void aLineIsFoundAgain() {
        TheilSen line = TheilSen.fit(ring(new Random(1))).orElseThrow();

        assertEquals(0.98, line.slope(), 0.03);
        assertEquals(91, line.intercept(), 8);
        assertEquals(2, line.groups());
        assertTrue(line.slopeInterval().orElseThrow().contains(0.98), line.toString());
    }

    @Test
    void oneRegimeSaysNothingOfASlope() {
        assertEquals(Optional.empty(), TheilSen.fit(List.of(new Point(43, 130), new Point(60, 150))));
    }

    @Test
    void aStrayPointMovesNothing() {
        List<Point> points = ring(new Random(2));
        points.set(5, new Point(385, 9_000));

        assertEquals(0.98, TheilSen.fit(points).orElseThrow().slope(), 0.1);
    }

    @Test
    void threePointsHaveNoInterval() {
        TheilSen line = TheilSen.fit(List.of(new Point(43, 133), new Point(44, 134), new Point(385, 468)))
                .orElseThrow();

        assertEquals(Optional.empty(), line.slopeInterval());
    }

    @Test
    void theIntervalHoldsTheSlopeAsOftenAsItSays() {
        Random random = new Random(3);
        int held = 0;
        for (int i = 0; i < 2_000; i++) {
            held += TheilSen.fit(ring(random))
                            .orElseThrow()
                            .slopeInterval()
                            .orElseThrow()
                            .contains(0.98)
                    ? 1
                    : 0;
        }

        assertTrue(held >= 1_860 && held <= 1_980, held + " of 2,000"); // four and four: 97.1 %
    }

    @Test
    void severalPairsOfCoresAreSeveralGroups() {
        Random random = new Random(4);
        int held = 0;
        for (int i = 0; i < 500; i++) {
            List<Point> points = new ArrayList<>();
            for (double floor : new double[] {40, 90, 200, 450}) {
                for (int j = 0; j < 4; j++) {
                    double seen = floor * (1 + 0.01 * random.nextGaussian());
                    points.add(new Point(seen, 50 + 1.5 * seen + 5 * random.nextGaussian()));
                }
            }
            TheilSen line = TheilSen.fit(points).orElseThrow();
            assertEquals(4, line.groups());
            held += line.slopeInterval().orElseThrow().contains(1.5) ? 1 : 0;
        }

        assertTrue(held >= 455, held + " of 500");
    }
}
