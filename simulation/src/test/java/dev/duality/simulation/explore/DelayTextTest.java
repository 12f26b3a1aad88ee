// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.RandomDraws;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayTextTest {
    @TempDir
    Path folder;

    @Test
    void lawsAreReadAsTheyAreWritten() {
        assertEquals(Delay.constant(100_000), DelayText.parse("constant:100us"));
        assertEquals(Delay.uniform(50_000, 200_000), DelayText.parse("uniform:50us:0.2ms"));
        assertEquals(Delay.normal(100_000, 20_000), DelayText.parse("normal:100us:20us"));
        assertEquals(Delay.logNormal(100_000, 0.5), DelayText.parse("lognormal:100us:0.5"));
    }

    @Test
    void aHistogramIsReadFromItsFile() throws IOException {
        Path file = Files.writeString(folder.resolve("h"), "# nanos,count\n120000,37\n\n5,0\n");

        assertEquals(120_000, DelayText.parse("file:" + file).nanos(new RandomDraws().begin(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "100us",
                "constant",
                "constant:100",
                "constant:-1us",
                "uniform:2us:1us",
                "uniform:1us",
                "normal:1us:x",
                "lognormal:1us:x",
                "lognormal:1us:-1",
                "gamma:1us",
                "file:/no/such/file",
                "file:\0"
            })
    void whatIsNoLawIsRefusedInOneLine(String text) {
        String line = assertThrows(BadInput.class, () -> DelayText.parse(text)).getMessage();

        assertTrue(line.startsWith("delay is '") && line.lines().count() == 1, line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1;2", "1,2,3", "-1,2", "a,b", "1,99999999999999999999"})
    void aLineThatIsNoBarIsNamed(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("h"), "1,2\n" + text + "\n");

        String line = assertThrows(BadInput.class, () -> DelayText.parse("file:" + file))
                .getMessage();

        assertTrue(line.startsWith("line 2 of " + file), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF100000,3\n300000,1\n",
                "\uFEFF# nanos,count\n100000,3\n300000,1\n",
                "100000, 3\n300000, 1\n",
                "100000\t,\t3 \r\n  300000 ,1\r\n",
                "  # nanos,count\n100000,3\n300000,1"
            })
    void marksAndBlanksOfAnEditorSayNothing(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("h"), text);
        Delay plain =
                new Delay.Histogram(List.of(new Delay.Histogram.Bar(100_000, 3), new Delay.Histogram.Bar(300_000, 1)));
        RandomDraws left = new RandomDraws().begin(1);
        RandomDraws right = new RandomDraws().begin(1);

        Delay read = DelayText.parse("file:" + file);

        for (int i = 0; i < 100; i++) {
            assertEquals(plain.nanos(left), read.nanos(right));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100000;3|write a comma for the semicolon",
                "1e5,3|write the nanoseconds without an exponent",
                "1.5E+5, 3|write the nanoseconds without an exponent",
                "100000.5,3|write whole nanoseconds",
                "nanos,count|if these are the names of the columns, put # before them",
                "'\"delay\", \"how often\"'|if these are the names of the columns, put # before them",
                "100us,3|write whole nanoseconds without a unit",
                "1.5 ms,3|write whole nanoseconds without a unit",
                "100_000,3|write nothing between thousands",
                "'\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\"'|a log of HdrHistogram (.hlog)",
                "Value     Percentile TotalCount 1/(1-Percentile)|a table of percentiles of HdrHistogram (.hgrm)",
                "'\"Value\",\"Percentile\",\"TotalCount\"'|a table of percentiles of HdrHistogram (.hgrm)"
            })
    void aKnownDialectIsRefusedWithAHint(String text, String hint) throws IOException {
        Path file = Files.writeString(folder.resolve("h"), text + "\n");

        String line = assertThrows(BadInput.class, () -> DelayText.parse("file:" + file))
                .getMessage();

        assertTrue(line.contains(hint) && line.lines().count() == 1, line);
    }

    @Test
    void anEmptyHistogramIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("h"), "5,0\n");

        assertThrows(BadInput.class, () -> DelayText.parse("file:" + file));
    }

    @ParameterizedTest
    @CsvSource({
        "0ns,0",
        "7ns,7",
        "1.5us,1500",
        "0.0004us,0",
        "20ms,20000000",
        "3s,3000000000",
        "2m,120000000000",
        "1h,3600000000000"
    })
    void spansAreNanoseconds(String text, long nanos) {
        assertEquals(nanos, Span.parse("x", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "us", "-5us", "1e3us", "5 us", "1001h", "999999999999h", "1.us"})
    void whatIsNoSpanIsRefused(String text) {
        assertTrue(assertThrows(BadInput.class, () -> Span.parse("within", text))
                .getMessage()
                .startsWith("within is '"));
    }
}
