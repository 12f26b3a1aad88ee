// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToldLinesTest {
    private static List<String> lines(String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (ToldLines lines = new ToldLines(new StringReader(text))) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                found.add(line.get());
            }
        }
        return found;
    }

    @Test
    void linesEndAsOnAnySystemAndTheLastOneWithoutAnEndIsOne() throws IOException {
        assertEquals(List.of("a", "b", "c", " ", "d"), lines("a\nb\r\nc\r\n\n \nd"));
        assertEquals(List.of(), lines("\n\r\n"));
    }

    @Test
    void ofALineWithoutEndTheLastPartIsKept() throws IOException {
        ToldKey key = ToldKey.fresh();
        String flood = "x".repeat(5 * ToldLines.LONGEST / 2);

        List<String> lines = lines(flood + key.text() + " over\nnext\n" + flood);

        assertEquals(3, lines.size());
        assertEquals(Optional.of(" over"), key.behind(lines.getFirst()));
        assertEquals("next", lines.get(1));
        lines.forEach(line -> assertTrue(line.length() <= ToldLines.LONGEST, () -> line.length() + " letters"));
    }
}
