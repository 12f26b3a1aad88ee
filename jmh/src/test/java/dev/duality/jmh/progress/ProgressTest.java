// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final List<Step> STEPS = List.of(
            new Step("first", Duration.ofSeconds(10)),
            new Step("second", Duration.ofSeconds(10)),
            new Step("third", Duration.ofSeconds(10)));
    private static final Terminal COLOURED = new Terminal(true, true, 80, true);
    private static final Terminal BLACK = new Terminal(true, false, 80, true);
    private static final Terminal NARROW = new Terminal(false, false, 40, true);
    private static final Terminal FILE = new Terminal(false, false, 80, false);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private long millis;

    private Progress open(Terminal terminal) {
        PrintStream out = new PrintStream(written, false, StandardCharsets.UTF_8);
        return Progress.of(STEPS, terminal, out, () -> Duration.ofMillis(millis).toNanos());
    }

    private String written() {
        String text = written.toString(StandardCharsets.UTF_8);
        written.reset();
        return text;
    }

    @Test
    void aBarIsDrawnOverItself() {
        Progress progress = open(BLACK);
        progress.begin(0);
        assertEquals("\r[>                             ] 0/3   0 %  30 s left  first", written());
        millis += 5_000;
        progress.tick();

        assertEquals("\r[=====>                        ] 0/3  16 %  25 s left  first", written());
    }

    @Test
    void whatALongerLineLeftBehindIsWipedAway() {
        Progress progress = open(BLACK);
        progress.begin(0);
        written();
        millis += 10_000;
        progress.finish("");
        progress.tick();

        assertTrue(written().endsWith("20 s left" + " ".repeat(7) + "\b".repeat(7)));
    }

    @Test
    void drawingIsThrottled() {
        Progress progress = open(BLACK);
        progress.begin(0);
        written();
        progress.finish("");
        millis += 99;
        progress.begin(1);
        assertEquals("", written());
        millis += 1;
        progress.tick();

        assertFalse(written().isEmpty());
    }

    @Test
    void theSameLineIsNotDrawnTwice() {
        Progress progress = open(BLACK);
        progress.begin(0);
        written();
        millis += 150; // the same second, the same percent
        progress.tick();

        assertEquals("", written());
    }

    @Test
    void colourIsUsedIfItIsWelcomeOnly() {
        open(COLOURED).begin(0);
        assertTrue(written().contains("\u001b["));

        open(BLACK).begin(0);
        assertFalse(written().contains("\u001b"));
    }

    @Test
    void closingWipesTheBarAndNothingIsDrawnAfterwards() {
        Progress progress = open(BLACK);
        progress.begin(0);
        int length = written().length() - 1;
        progress.close();
        assertEquals("\r" + " ".repeat(length) + "\r", written());

        progress.close();
        millis += 5_000;
        progress.tick();
        assertEquals("", written());
    }

    @Test
    void aLineThatStaysStandsAboveTheBar() {
        Progress progress = open(BLACK);
        progress.begin(0);
        String bar = written();
        progress.say("careful");

        String wiped = "\r" + " ".repeat(bar.length() - 1) + "\r";
        assertEquals(wiped + "careful" + System.lineSeparator() + bar, written());
    }

    @Test
    void aFileGetsALineForEachStep() {
        Progress progress = open(FILE);
        progress.begin(0);
        millis += 10_000;
        progress.tick();
        progress.finish("283 ns");

        assertEquals("1/3  33 %  first: 283 ns  (20 s left)" + System.lineSeparator(), written());
    }

    @Test
    void aLineThatHasNoRoomKeepsItsOutcomeAndLosesAPartOfItsName() {
        PrintStream out = new PrintStream(written, false, StandardCharsets.UTF_8);
        Step step = new Step("rpc/messaging:ring-replicated/w1/wait=park, fork 1 of 2", Duration.ofSeconds(10));
        Progress progress = Progress.of(List.of(step), NARROW, out, () -> 0);
        progress.begin(0);
        progress.finish("283 ns");

        assertEquals("1/1 100 %  rpc/~, fork 1 of 2: 283 ns" + "\n", written().replace("\r", ""));
    }

    @Test
    void aSentenceThatHasNoRoomIsBrokenBetweenWords() {
        String said = "the machine moved during 2 forks for which there was no time to be done again";
        for (boolean interactive : List.of(true, false)) {
            open(new Terminal(interactive, false, 40, true)).say(said);

            assertEquals(
                    List.of(
                            "the machine moved during 2 forks for",
                            "    which there was no time to be done",
                            "    again"),
                    written().lines().toList());
        }
    }

    @Test
    void quickStepsDoNotFloodAFile() {
        Progress progress = open(FILE);
        for (int step = 0; step < 3; step++) {
            progress.begin(step);
            millis += 500;
            progress.finish("");
        }

        assertEquals(
                List.of("1/3  33 %  first  (2 s left)", "3/3 100 %  third"),
                written().lines().toList());
    }

    @Test
    void aFileGetsLinesThatStayAtOnce() {
        Progress progress = open(FILE);
        progress.say("careful");

        assertEquals("careful" + System.lineSeparator(), written());
    }
}
