// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Tables in a document are what the program makes of the scores in this repository, and nobody's memory of them.
class DocumentedContestTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern TABLE = Pattern.compile("<!-- duality rivals --show (\\S+) -->\\R```\\R(.*?)```", Pattern.DOTALL);

    @Test
    void theTablesOfTheFloorsPageAreThoseOfItsContests() throws IOException {
        Matcher table = TABLE.matcher(Files.readString(ROOT.resolve("docs/floor.md")));
        int tables = 0;
        while (table.find()) {
            assertEquals(Table.of(Scores.read(ROOT.resolve(table.group(1))).all()), table.group(2));
            tables++;
        }
        assertEquals(2, tables);
    }
}
