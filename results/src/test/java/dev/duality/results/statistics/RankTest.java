// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The exact distributions against the critical values that textbooks print, two-sided, by 5 %.
class RankTest {
    private static final double MISS = 0.05;

    @ParameterizedTest
    @CsvSource({"5, -1", "6, 0", "7, 2", "8, 3", "9, 5", "10, 8", "12, 13", "15, 25", "20, 52", "25, 89"})
    void signedRanksHaveTheirCriticalValues(int n, int critical) {
        assertEquals(critical, SignedRank.cut(n, MISS));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3, -1",
        "3, 4, -1",
        "3, 5, 0",
        "4, 4, 0",
        "5, 5, 2",
        "6, 6, 5",
        "5, 8, 6",
        "8, 5, 6",
        "8, 8, 13",
        "10, 10, 23",
        "20, 20, 127"
    })
    void rankSumsHaveTheirCriticalValues(int m, int n, int critical) {
        assertEquals(critical, RankSum.cut(m, n, MISS));
    }

    @Test
    void aThousandthTakesMoreValuesThanATwentieth() {
        assertEquals(-1, SignedRank.cut(10, 0.001));
        assertEquals(0, SignedRank.cut(11, 0.001));
        assertEquals(-1, RankSum.cut(6, 6, 0.001));
        assertEquals(1, RankSum.cut(7, 7, 0.002));
    }

    @Test
    void walshAveragesAreAllPairsAndEachValueItself() {
        assertEquals(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 7.0), SignedRank.walshAverages(List.of(7.0, 1.0, 3.0)));
    }

    @Test
    void theEndsAreWhatIsLeftWhenTheRarestAreLeftOut() {
        List<Double> six = SignedRank.walshAverages(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0));
        assertEquals(Optional.of(new Interval(1, 6)), SignedRank.interval(six, 6, MISS));
        assertEquals(Optional.empty(), SignedRank.interval(SignedRank.walshAverages(List.of(1.0, 2.0, 3.0)), 3, MISS));
        List<Double> differences = RankSum.differences(List.of(11.0, 12.0, 13.0, 14.0), List.of(1.0, 2.0, 3.0, 4.0));
        assertEquals(Optional.of(new Interval(7, 13)), RankSum.interval(differences, 4, 4, MISS));
        assertTrue(differences.stream().sorted().toList().equals(differences));
    }
}
