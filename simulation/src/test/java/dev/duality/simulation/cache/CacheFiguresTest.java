// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The published figures, and how near to them we must come.
final class CacheFiguresTest {
    private final CacheFigures figures = new CacheFigures(1);

    private static void assertWithin(double least, double most, double value, String what) {
        assertTrue(least <= value && value <= most, what + " is " + value);
    }

    @Test
    void trafficFallsWithTheSizeOfTheCacheAndThenNoMore() {
        List<CacheFigures.CacheSize> sizes = figures.trafficByCacheSize();

        for (int i = 1; i < sizes.size() - 1; i++) {
            assertTrue(sizes.get(i).networkBytes() < sizes.get(i - 1).networkBytes(), sizes.toString());
        }
        double last = sizes.getLast().networkBytes();
        assertWithin(1, 1.03, sizes.get(sizes.size() - 2).networkBytes() / last, "what the last doubling spares");
        assertTrue(sizes.getFirst().networkBytes() / last > 3, sizes.toString());
    }

    /// The traces of 1985 shared more than those of 1991: a fifth of all opens gives their share.
    @Test
    void aQuarterOfWhatRemainsIsForConsistencyWhereMuchIsShared() {
        assertWithin(0.15, 0.35, figures.consistencyShare(200), "share of consistency");
    }

    @Test
    void clientCachesSpareTheServerThreeQuartersOfItsWork() {
        CacheFigures.ServerLoad load = figures.load();

        assertWithin(3, 6, (double) load.blocksWithout() / load.blocksWith(), "ratio of blocks");
        assertWithin(3, 6, (double) load.bytesWithout() / load.bytesWith(), "ratio of bytes");
    }

    @Test
    void filesAreSharedAsOftenAsTheyWere() {
        CacheFigures.Sharing sharing = figures.sharing();

        assertWithin(0.0018, 0.0056, sharing.concurrent(), "concurrent write sharing");
        assertWithin(0.0079, 0.0335, sharing.recalls(), "recalls");
    }

    @Test
    void onlyPollingReadsWhatIsStaleAndTheLongerItBelievesTheMore() {
        CacheFigures.Stale stale = figures.stale();

        assertEquals(0, stale.sprite());
        assertEquals(0, stale.token());
        assertTrue(stale.polling3() > 0, stale.toString());
        assertWithin(5, 100, stale.polling60() / stale.polling3(), "60 s beside 3 s");
    }

    @Test
    void tokensAreBetterOrWorseByHowFilesAreShared() {
        List<CacheFigures.Tokens> tokens = figures.tokens();

        for (CacheFigures.Tokens one : tokens) {
            assertWithin(0.37, 2.75, one.bytes(), "bytes of " + one);
            assertWithin(0.14, 1, one.requests(), "requests of " + one);
            assertWithin(0.9, 1.1, one.requestsOfSprite(), "requests of Sprite of " + one);
        }
        assertTrue(tokens.stream().anyMatch(one -> one.bytes() > 1)
                && tokens.stream().anyMatch(one -> one.bytes() < 1));
    }

    @Test
    void aThirdToAHalfOfNewBytesIsNeverWritten() {
        assertWithin(0.25, 0.55, figures.neverWritten(), "never written");
    }
}
