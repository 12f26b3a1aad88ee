// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    private record Row(String name, double share) {}

    @Test
    void recordsListsAndMapsAreIndentedAndTheLastLineHasItsEnd() {
        assertEquals("""
                {
                  "rows" : [ {
                    "name" : "rpc",
                    "share" : 0.5
                  } ]
                }
                """, JsonText.of(Map.of("rows", List.of(new Row("rpc", 0.5)))));
    }

    /// A name of a file may hold a character that moves the cursor of a terminal.
    @Test
    void whatIsNotAsciiIsEscaped() {
        assertEquals("\"\\u009B2J \\u00B5s\"\n", JsonText.of("\u009b2J \u00b5s"));
    }
}
