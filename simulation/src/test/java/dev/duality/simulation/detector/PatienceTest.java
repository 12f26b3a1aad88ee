// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
    /// Tails of the normal law as tables have them.
    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1, 0.15865525393145707",
        "-1, 0.8413447460685429",
        "2.9, 0.0018658133003840378",
        "3, 0.0013498980316300945",
        "3.1, 0.0009676032132183559",
        "6, 9.865876450376946e-10",
        "-5, 0.9999997133484281",
        "10, 7.619853024160526e-24"
    })
    void phiIsHowUnlikelyAGapIs(double y, double tail) {
        assertEquals(-Math.log10(tail), NormalTail.phi(y), 1e-9 * Math.max(1, -Math.log10(tail)));
    }

    @Test
    void phiGrowsWithTheGapAndItsInverseFindsTheGap() {
        double before = -1;
        for (double y = -8; y < 30; y += 0.25) {
            double phi = NormalTail.phi(y);
            assertTrue(phi >= before, "phi of " + y);
            before = phi;
        }
        for (double phi : new double[] {0.5, 1, 3, 8, 16, 300}) {
            assertEquals(phi, NormalTail.phi(NormalTail.deviations(phi)), 1e-9);
        }
    }

    @Test
    void phiOneIsOneErrorInTenAndThreeOneInAThousand() {
        assertEquals(1.2815515655446004, NormalTail.deviations(1), 1e-9);
        assertEquals(3.090232306167813, NormalTail.deviations(3), 1e-9);
    }

    @Test
    void aFixedPatienceStaysWhatItIs() {
        Patience patience = new Patience.Fixed(50);
        patience.hears(1_000);

        assertEquals(50, patience.nanos());
    }

    @Test
    void beforeAnyGapWasHeardPhiTakesTheFirstOneAndAQuarterOfIt() {
        Patience patience = new Patience.Phi(1, 10, 0, 0, 1_000);

        assertEquals(Math.round(1_000 + 1.2815515655446004 * 250), patience.nanos());
    }

    @Test
    void phiKnowsMeanAndDeviationOfTheLastGapsOnly() {
        SplittableRandom random = new SplittableRandom(1);
        Patience patience = new Patience.Phi(3, 4, 0, 7, 1_000);
        long[] gaps = new long[50];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = 500 + random.nextLong(1_000);
            patience.hears(gaps[i]);
        }
        double mean = 0;
        double squares = 0;
        for (int i = gaps.length - 4; i < gaps.length; i++) {
            mean += gaps[i] / 4.0;
        }
        for (int i = gaps.length - 4; i < gaps.length; i++) {
            squares += (gaps[i] - mean) * (gaps[i] - mean) / 4;
        }

        assertEquals(mean + 7 + 3.090232306167813 * Math.sqrt(squares), (double) patience.nanos(), 1);
    }

    @Test
    void evenGapsCountWithTheLeastDeviation() {
        Patience patience = new Patience.Phi(1, 2, 100, 0, 1_000);
        patience.hears(1_000);
        patience.hears(1_000);

        assertEquals(Math.round(1_000 + 1.2815515655446004 * 100), patience.nanos());
    }
}
