// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParagraphTest {
    @Test
    void aLineThatFitsIsLeftAsItIs() {
        assertEquals(List.of("name   two  blanks "), Paragraph.lines("name   ", "two  blanks ", 7, 80));
    }

    @Test
    void furtherLinesAreMovedInAndEndBetweenWords() {
        assertEquals(
                List.of("a one two three four", "  five six seven eight"),
                Paragraph.lines("a ", "one two three four five six seven eight", 2, 22));
    }

    @Test
    void aWordThatNoLineHasRoomForIsBroken() {
        assertEquals(
                List.of("short", "    abcdefghijklmnopqrst", "    uvwxyz end"),
                Paragraph.lines("", "short abcdefghijklmnopqrstuvwxyz end", 4, 24));
    }

    @Test
    void aBeginningWithoutRoomBehindItHasALineOfItsOwn() {
        assertEquals(
                List.of("a long beginning of 28 chars", "    the text"),
                Paragraph.lines("a long beginning of 28 chars ", "the text", 4, 30));
    }

    /// The next line would have no more room for it.
    @Test
    void aLongWordBehindABeginningThatFurtherLinesAreMovedInByIsBrokenThere() {
        assertEquals(
                List.of("(1) abcdefghijklmnopqrst", "    uvwxyz end"),
                Paragraph.lines("(1) ", "abcdefghijklmnopqrstuvwxyz end", 4, 24));
    }

    @Test
    void aFileGetsOneLine() {
        String text = "word ".repeat(1_000);
        assertEquals(List.of("x " + text), Paragraph.lines("x ", text, 2, Paragraph.UNLIMITED));
    }

    @Test
    void aTerminalTooNarrowForAnyLineStillGetsTwentyCharactersOfEach() {
        assertEquals(
                List.of("    1234567890 1234567", "    1234567890"),
                Paragraph.lines("    ", "1234567890 1234567 1234567890", 4, 5));
    }
}
