// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "n,time;1,2                 | line 1: there is a column 'time'; call it seconds, if that is what it is",
                "n,n,seconds;1,1,2          | line 1: a column is there twice",
                "seconds;1                  | line 1: there must be a column n and one of seconds, throughput, but there are [seconds]",
                "threads,seconds;1,1        | line 1: there must be a column n and one of seconds, throughput, but there are [threads, seconds]; threads counts servers",
                "n,seconds,throughput;1,1,1 | there must be a column n and one of seconds, throughput",
                "n,seconds;0,1              | line 2: n is '0', but must be a number above 0 and at most 999999, or plain",
                "n,seconds;1e6,1            | line 2: n is '1e6'",
                "n,seconds;-1.5,1           | line 2: n is '-1.5'",
                "colour,seconds;1,1         | there is a column 'colour'; what is known are n, seconds or throughput",
                "1,12.5;2,6.9               | line 1: there are numbers; the first line must name the columns, such as n,seconds",
                "n,seconds;1,2d             | line 2: seconds is '2d', but must be a number above 0, such as 12.5, from 1e-15 to 1e15; that is how programs write it",
                "n,seconds;1,2;2,0x1.4p-1   | line 3: seconds is '0x1.4p-1', but must be a number above 0, such as 12.5, from 1e-15 to 1e15; that is how programs write it",
                "n,seconds;1f,2             | line 2: n is '1f', but must be a number above 0 and at most 999999, or plain; that is how programs write it",
                "n,seconds;1,12.5s         | line 2: seconds is '12.5s', but must be a number above 0, such as 12.5, from 1e-15 to 1e15; write the number alone",
                "n,seconds;1,12.5\u00B10.2 | write the number alone, without a unit or an error",
                "n,throughput;1,95 ops/s    | write the number alone, without a unit or an error",
                "n,seconds (s);1,2          | line 1: there is a column 'seconds (s)'; call it seconds alone",
                "n   seconds;1   12.5       | put commas between the columns, here and in each line",
                "n,seconds;1,Infinity       | line 2: seconds is 'Infinity'",
                "n,seconds;1,12;2,NA        | line 3: seconds is 'NA', but must be a number above 0, such as 12.5, from 1e-15 to 1e15; leave out the line",
                "n,seconds;1,\"12,5\"       | line 2: seconds is '12,5', but must be a number above 0, such as 12.5, from 1e-15 to 1e15; write a point before decimals, and nothing between thousands",
                "n,seconds;1,\"1,000\"      | line 2: seconds is '1,000', but must be a number above 0, such as 12.5, from 1e-15 to 1e15; write a point before decimals, and nothing between thousands",
                "n,seconds;1,12,5           | line 2 has 3 fields, but must have 2: n, seconds; write a point before decimals",
                "n,seconds;1,\u0661         | line 2: seconds is '\u0661'",
                "n,seconds;1,5 ms           | line 2: seconds is '5 ms'",
                "series,n,seconds;a,1,2;#b,1,2 | line 3: it begins with #, which is a comment, or the name of a series",
                "n,seconds;1,1;two,1        | line 3: n is 'two'",
                "n,seconds;1,-1             | line 2: seconds is '-1', but must be a number above 0",
                "n,seconds;1,NaN            | line 2: seconds is 'NaN'",
                "n,seconds;1,1e300          | line 2: seconds is '1e300'",
                "n,seconds;1,               | line 2: seconds is ''",
                "n,seconds;1                | line 2 has 1 fields, but must have 2: n, seconds",
                "n,seconds;1,2,x            | line 2 has 3 fields",
                "n,seconds,threads;2,1,1    | threads is 1, but must be n, 2, or more",
                "n,seconds,threads;2,1,3;2,1,4 | the same for all of that n",
                "n,seconds;plain,1          | has the plain program of '' and nothing else",
                "sep=,;n,seconds;1,2        | line 1: sep= is for spreadsheets alone",
                "n,seconds,;1,2,            | line 1: there is a column ''; is there a separator at the line's end? leave it out",
                "n,seconds;1,2,,            | line 2 has 4 fields, but must have 2: n, seconds; leave out the separators",
                "n\tseconds;1\t1,25E+01     | line 2: seconds is '1,25E+01', but must be a number above 0, such as 12.5, from 1e-15 to 1e15; write a point",
                "n,seconds;1,\"1'000\"      | line 2: seconds is '1'000', but must be a number above 0, such as 12.5, from 1e-15 to 1e15; write a point before decimals, and nothing between thousands",
                "n,seconds;1,1\u00A0000.5   | from 1e-15 to 1e15; write a point before decimals, and nothing between thousands",
                "n,throughput;1,1.234.567   | from 1e-15 to 1e15; write a point before decimals, and nothing between thousands",
                "n,throughput;1,1_234       | from 1e-15 to 1e15; write a point before decimals, and nothing between thousands",
                "n,seconds;1,1\u2009000     | from 1e-15 to 1e15; write a point before decimals, and nothing between thousands",
                "n,speedup;1,1              | line 1: there is a column 'speedup'; call it throughput, if it is over n = 1",
                "n,ms;1,1                   | line 1: there is a column 'ms'; divide by 1,000 and call it seconds",
                "n,seconds;\"1,2            | is no CSV"
            })
    void whatIsNoSuchFileIsOneLine(String lines, String says) {
        TimesUnreadable thrown =
                assertThrows(TimesUnreadable.class, () -> read(lines.strip().replace(';', '\n')));

        assertTrue(thrown.getMessage().contains(says), thrown.getMessage());
    }

    @Test
    void whatGzipPackedIsToBeUnpacked() throws IOException {
        Path packed = Files.write(folder.resolve("times.csv"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 0});

        assertTrue(assertThrows(TimesUnreadable.class, () -> TimesFile.read(packed, OptionalInt.empty()))
                .getMessage()
                .endsWith("times.csv: this is compressed by gzip; unpack it first (gunzip)"));
    }

    private static final List<String> PLAIN = List.of("n,seconds", "1,12.5", "2,6.9", "4,3.8", "8,2.4");

    private static byte[] bytes(String mark, String lines, Charset charset) {
        return (mark + lines).getBytes(charset);
    }

    /// The same file as others save it.
    static Stream<Arguments> forms() {
        String text = String.join("\n", PLAIN);
        String tabs = text.replace(',', '\t');
        return Stream.of(
                Arguments.of("no last line end", bytes("", text, UTF_8)),
                Arguments.of("CRLF and a byte order mark", bytes("\uFEFF", text.replace("\n", "\r\n") + "\r\n", UTF_8)),
                Arguments.of("CR only", bytes("", text.replace('\n', '\r') + "\r", UTF_8)),
                Arguments.of("UTF-16, little end first", bytes("\uFEFF", text, StandardCharsets.UTF_16LE)),
                Arguments.of("UTF-16, big end first", bytes("\uFEFF", text, StandardCharsets.UTF_16BE)),
                Arguments.of("tabs", bytes("", tabs, UTF_8)),
                Arguments.of("semicolons", bytes("", text.replace(',', ';'), UTF_8)),
                Arguments.of("quotes", bytes("", text.replace("n,seconds", "\"n\",\"seconds\""), UTF_8)),
                Arguments.of("a comment above", bytes("", "# on a laptop; at night\n" + text, UTF_8)),
                Arguments.of("separators alone below", bytes("", text + "\n,\n,,,\n", UTF_8)),
                Arguments.of("comments below", bytes("", text + "\n# the end\n", UTF_8)),
                Arguments.of(
                        "decimals and exponents", bytes("", "n,seconds\n1.0,1.25e1\n+2,69e-1\n4.,3.8\n8,2.40", UTF_8)),
                Arguments.of("another order", bytes("", "seconds,n\n2.4,8\n6.9,2\n12.5,1\n3.8,4\n", UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void theSameFileAsOthersSaveIt(String form, byte[] bytes) throws IOException {
        assertEquals(
                read(String.join("\n", PLAIN) + "\n"),
                TimesFile.read(Files.write(folder.resolve("times.csv"), bytes), OptionalInt.of(4)));
    }

    @Test
    void decimalCommasAreNamedAndNotGuessed() {
        TimesUnreadable thrown = assertThrows(TimesUnreadable.class, () -> read("n;seconds\n1;12,5\n2;6,9\n"));

        assertTrue(thrown.getMessage().contains(", line 2: seconds is '12,5'"), thrown.getMessage());
        assertTrue(thrown.getMessage().endsWith("write a point before decimals, and nothing between thousands"));
    }

    @Test
    void fractionalRepeatedAndUnsortedNAreTaken() throws IOException {
        assertEquals(
                List.of(
                        new Series.Point(0.312, 0.312, Plant.forks(2.2)),
                        new Series.Point(1.04, 1.04, Plant.forks(5.1, 5.3))),
                read("n,throughput\n1.04,5.1\n0.312,2.20\n1.040,5.3\n")
                        .getFirst()
                        .points());
    }

    @Test
    void bytesThatAreNoTextAreNamedWithTheirLine() throws IOException {
        assertAll(
                () -> assertEquals(
                        ", line 2: this is no UTF-8; save the file as UTF-8", says("n,seconds\n1,\u00fc", ISO_8859_1)),
                () -> assertEquals(
                        ", line 1: there are bytes that are 0; if this is UTF-16, save the file as UTF-8",
                        says("n,seconds\n1,2", StandardCharsets.UTF_16LE)),
                () -> assertEquals(
                        ", line 1: this is UTF-32; save the file as UTF-8",
                        says("\uFEFFn,seconds\n1,2", StandardCharsets.UTF_32LE)));
    }

    private String says(String text, Charset charset) throws IOException {
        Path file = Files.write(folder.resolve("bytes.csv"), text.getBytes(charset));
        String message = assertThrows(TimesUnreadable.class, () -> TimesFile.read(file, OptionalInt.empty()))
                .getMessage();
        return message.substring(file.toString().length());
    }

    /// A file may come from anybody: what is too much is said before it is worked on.
    @Test
    void whatIsTooMuchIsOneShortLine() throws IOException {
        String many = "n,seconds\n" + "1,2\n".repeat(10_001);
        StringBuilder series = new StringBuilder("series,n,seconds\n");
        for (int i = 0; i <= 200; i++) {
            series.append(i).append(",1,2\n");
        }
        StringBuilder points = new StringBuilder("n,seconds\n");
        for (int n = 1; n <= 2_001; n++) {
            points.append(n).append(",1\n");
        }
        String blanks = " ".repeat(1_000_000);

        assertAll(
                () -> assertEquals(
                        ", line 10002: there are more than 10000 lines; leave out what does not belong to it, or take"
                                + " the mean of several",
                        says(many, UTF_8)),
                () -> assertEquals(
                        ", line 202: there are more than 200 series; give some of them at a time",
                        says(series.toString(), UTF_8)),
                () -> assertEquals(
                        ", line 2002: there are more than 2000 different n, of all series together; round them, or give"
                                + " some of the series at a time",
                        says(points.toString(), UTF_8)),
                () -> assertEquals(
                        ", line 2: the name of the series has 201 characters, but must have 200 or fewer",
                        says("series,n,seconds\n" + "x".repeat(201) + ",1,2", UTF_8)),
                () -> assertTrue(says("n,x" + blanks + "y\n1,2\n", UTF_8).length() < 300),
                () -> assertTrue(says("n,seconds\n1,2" + blanks + "2\n", UTF_8).length() < 300),
                () -> assertTrue(says("n,seconds\n" + "9".repeat(1_000_000) + ",2\n", UTF_8)
                                .length()
                        < 300),
                () -> assertTrue(says("n,seconds\n1," + "1,".repeat(1_000_000) + "\n", UTF_8)
                                .length()
                        < 300),
                () -> assertTrue(
                        says("n,seconds\n1" + "\n".repeat(17 << 20), UTF_8).contains("16777216")));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nothingButARegularFileIsRead() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        for (Path path : List.of(folder, folder.resolve("none"), pipe, Path.of("/dev/zero"), Path.of("/dev/null"))) {
            String message = assertThrows(TimesUnreadable.class, () -> TimesFile.read(path, OptionalInt.empty()))
                    .getMessage();
            assertTrue(message.startsWith(path + " cannot be read: "), message);
            assertTrue(message.endsWith("; name a run's folder, or a CSV file with the columns n, seconds"), message);
        }
    }

    /// Spreadsheets of half of Europe write `1.234` for a thousand and more, and then nothing into `617`.
    @Test
    void aPointThatMayStandBetweenThousandsIsRefused() {
        for (String text : List.of(
                "n;seconds\n1;1.234\n2;617\n4;310\n8;157\n", "n\tthroughput\n1\t950\n2\t1.812\n4\t3.511\n8\t6.107\n")) {
            TimesUnreadable thrown = assertThrows(TimesUnreadable.class, () -> read(text));

            assertTrue(
                    thrown.getMessage()
                            .contains(" may be one with a point before its decimals or between its thousands"),
                    thrown::getMessage);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n;seconds\n1;12.500\n2;6.938\n4;3.812\n8;2.437\n", // all with three decimals
                "n;seconds\n1;12.125\n2;6.9\n4;3\n8;2\n", // another number of them
                "n;seconds\n1;0.617\n2;1\n4;2\n8;3\n", // no group begins with 0
                "n;throughput\n1;1000\n2;617\n4;1.234\n8;3\n", // thousands without a point
                "n,seconds\n1,1.234\n2,617\n4,310\n8,157\n" // nobody writes points between thousands, and commas
                // between columns
            })
    void aPointThatCanOnlyStandBeforeDecimalsIsTaken(String text) throws IOException {
        assertEquals(4, read(text).getFirst().points().size());
    }
}
