// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Something long, with a clock that the test moves.
class NewsTest {
    private static final long SECOND = 1_000_000_000;

    private final List<String> said = new ArrayList<>();
    private long now = 5 * SECOND;
    private final News news = new News(() -> now, said::add);

    @AfterEach
    void close() {
        news.close();
    }

    @Test
    void whatIsQuickHasNoLine() {
        news.now("gate 12, 1 of 2");
        now += SECOND - 1;
        news.now("gate 13, 2 of 2");
        news.tick();
        news.close();
        now += SECOND;
        news.tick();

        assertEquals(List.of(), said);
    }

    @Test
    void theFirstIsSaidAfterASecondAndMoreAtMostOnceInTenSeconds() {
        news.now("gate 12, 1 of 3");
        now += SECOND;
        news.tick();
        now += 10 * SECOND - 1;
        news.now("gate 13, 2 of 3");
        assertEquals(List.of("gate 12, 1 of 3 ... 1 s so far"), said);

        now += 1;
        news.now("gate 15, 3 of 3");
        assertEquals(List.of("gate 12, 1 of 3 ... 1 s so far", "gate 15, 3 of 3 ... 11 s so far"), said);
    }

    @Test
    void oneThingThatTakesLongIsToldAgain() {
        news.now("gate 49, 1 of 1");
        now += 12 * SECOND;
        news.tick();
        news.tick();
        now += 10 * SECOND;
        news.tick();

        assertEquals(List.of("gate 49, 1 of 1 ... 12 s so far", "gate 49, 1 of 1 ... 22 s so far"), said);
    }

    @Test
    void nothingIsSaidBeforeItBegins() {
        now += 20 * SECOND;
        news.tick();

        assertEquals(List.of(), said);
    }
}
