// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesFileTest {
    @TempDir
    Path folder;

    private List<Series> read(String text) throws IOException {
        return TimesFile.read(Files.writeString(folder.resolve("times.csv"), text), OptionalInt.of(4));
    }

    @Test
    void twoColumnsAreASeries() throws IOException {
        assertEquals(
                List.of(new Series(
                        "seconds",
                        Quantity.SECONDS,
                        List.of(new Series.Point(1, 1, Plant.forks(12.5)), new Series.Point(2, 2, Plant.forks(7))),
                        Optional.empty(),
                        OptionalInt.of(4))),
                read("n,seconds\n2,7\n1,12.5\n"));
    }

    @Test
    void linesOfOneNAreRepetitionsAndNamesKeepSeriesApart() throws IOException {
        List<Series> found =
                read("\uFEFFSeries, Throughput ,threads,N\r\na,5,2,1\r\nb,7,1,1\r\na,6,2,1\r\na,3,1,plain\r\n\r\n");

        assertEquals(List.of("a", "b"), found.stream().map(Series::name).toList());
        assertEquals(
                List.of(new Series.Point(1, 2, Plant.forks(5, 6))),
                found.getFirst().points());
        assertEquals(Optional.of(Plant.forks(3)), found.getFirst().plain());
        assertEquals(Quantity.THROUGHPUT, found.getLast().quantity());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n,seconds                  | has no line with a number",
                "n,time;1,2                 | has a column 'time'; what is known are n, seconds or throughput",
                "n,n,seconds;1,1,2          | has a column twice",
                "seconds;1                  | must have a column n and one of seconds, throughput",
                "n,seconds,throughput;1,1,1 | must have a column n and one of seconds, throughput",
                "n,seconds;0,1              | line 2: n is '0', but must be a whole number from 1 to 999,999, or plain",
                "n,seconds;1.5,1            | line 2: n is '1.5'",
                "n,seconds;1,1;two,1        | line 3: n is 'two'",
                "n,seconds;1,-1             | line 2: seconds is '-1', but must be a number above 0",
                "n,seconds;1,NaN            | line 2: seconds is 'NaN'",
                "n,seconds;1,1e300          | line 2: seconds is '1e300'",
                "n,seconds;1,               | line 2: seconds is ''",
                "n,seconds;1                | line 2 has 1 fields, but must have 2: n, seconds",
                "n,seconds;1,2,3            | line 2 has 3 fields",
                "n,seconds,threads;2,1,1    | threads is 1, but must be n, 2, or more",
                "n,seconds,threads;2,1,3;2,1,4 | the same for all of that n",
                "n,seconds;plain,1          | has the plain program of '' and nothing else",
                "n,seconds;\"1,2            | is no CSV"
            })
    void whatIsNoSuchFileIsOneLine(String lines, String says) {
        TimesUnreadable thrown =
                assertThrows(TimesUnreadable.class, () -> read(lines.strip().replace(';', '\n')));

        assertTrue(thrown.getMessage().contains(says), thrown.getMessage());
    }

    @Test
    void whatCannotBeReadIsOneLine() throws IOException {
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xC3, (byte) 0x28});

        for (Path path : List.of(folder, folder.resolve("none"), bytes)) {
            TimesUnreadable thrown =
                    assertThrows(TimesUnreadable.class, () -> TimesFile.read(path, OptionalInt.empty()));
            assertTrue(
                    thrown.getMessage().contains(" cannot be read as text; name a run's folder"), thrown.getMessage());
        }
    }
}
