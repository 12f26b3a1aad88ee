// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TracesCommandTest extends TypedCommands {
    private static final String TWENTY = "7\n0\n1\n2\n0\n3\n0\n4\n2\n3\n0\n3\n2\n1\n2\n0\n1\n7\n0\n1\n";

    private static Done traces(Object... args) {
        String[] words = new String[args.length + 1];
        words[0] = "traces";
        for (int i = 0; i < args.length; i++) {
            words[i + 1] = args[i].toString();
        }
        return duality(words);
    }

    private Path trace(String content) throws IOException {
        return Files.writeString(folder.resolve("t.txt"), content);
    }

    @Test
    void aTraceIsShownWithTheHitsOfEachPolicyAndABarOfMisses() throws IOException {
        Path trace = trace(TWENTY);

        Done done = traces(trace, "--sizes", "3,4", "--policy", "lru,clock");

        assertEquals("""
                TRACE: format ids, not compressed
                20 references to 6 blocks
                it does not say which of them write
                at most 70.00 % can hit: each block is missed once

                Hits of 100 references, by size in blocks and policy:

                blocks  clock    lru  misses of clock
                --------------------------------------------------------------------------
                     3  45.00  40.00  |############################                      |
                     4  60.00  60.00  |####################                              |
                """.replace("TRACE", trace.toString()), done.out());
        assertEquals("", done.err());
    }

    @Test
    void noLineIsWiderThanATerminal() throws IOException {
        Done done = traces(trace(TWENTY));

        assertTrue(
                done.out().lines().skip(1).allMatch(line -> line.length() <= Math.max(80, Tables.columns())),
                done.out());
        assertTrue(done.out().contains("s3-fifo") && done.out().contains("sieve"), done.out());
    }

    @Test
    void writesAreCountedWhereTheTraceHasThem() throws IOException {
        Done done = traces(trace("0,20941264,8192,W,0.551706\n0,20941264,8192,r,0.554041\n"), "--block-size", "4096");

        assertTrue(done.out().contains("4 references to 2 blocks\n50.00 % of them write\n"), done.out());
    }

    @Test
    void programsGetARowForEachPolicyAndSize() throws IOException {
        Done done = traces(trace(TWENTY), "--sizes", "4", "--policy", "lru", "--format", "csv");

        assertEquals("policy,blocks,references,hits,hit_ratio,miss_ratio\nlru,4,20,12,0.6,0.4\n", done.out());
    }

    /// 1 - 0.9 is 0.09999999999999998.
    @Test
    void aMissRatioIsTheQuotientOfItsMisses() throws IOException {
        Done done = traces(trace("7\n".repeat(10)), "--sizes", "1", "--policy", "lru", "--format", "csv");

        assertTrue(done.out().endsWith("lru,1,10,9,0.9,0.1\n"), done.out());
    }

    @Test
    void aReadmeGetsTheSameTableWithoutTheBar() throws IOException {
        Done done = traces(trace(TWENTY), "--sizes", "3,4", "--policy", "lru,clock", "--format", "markdown");

        assertEquals("""
                - 20 references to 6 blocks
                - it does not say which of them write
                - at most 70.00 % can hit: each block is missed once

                **Hits of 100 references, by size in blocks and policy**

                | blocks | clock | lru |
                | ---: | ---: | ---: |
                | 3 | 45.00 | 40.00 |
                | 4 | 60.00 | 60.00 |

                """, done.out().lines().skip(1).map(line -> line + "\n").collect(Collectors.joining()));
    }

    @Test
    void jsonHasEverything() throws IOException {
        Done done = traces(trace("w,1,1\nr,1,1\nr,2,1\n"), "--sizes", "1", "--format", "json");

        JsonNode json = JsonMapper.builder().build().readTree(done.out());
        assertAll(
                () -> assertEquals("accesses", json.get("format").asString()),
                () -> assertEquals("none", json.get("compression").asString()),
                () -> assertEquals(3, json.get("references").asLong()),
                () -> assertEquals(1, json.get("writes").asLong()),
                () -> assertEquals(2, json.get("blocks").asInt()),
                () -> assertEquals(2, json.get("files").asInt()),
                () -> assertEquals(4, json.get("points").size()),
                () -> assertEquals(1, json.get("points").get(0).get("hits").asLong()));
    }

    @Test
    void aFormatThatIsSaidIsTaken() throws IOException {
        Path trace = trace("l 1000\nl 1000\n");

        assertTrue(traces(trace, "--input-format", "address").out().contains("format address"));
        assertTrue(traces(trace, "--input-format", "ADDRESS").out().contains("format address"));
        assertRefused(traces(trace, "--input-format", "ids"), "line 1: 'l 1000' is no reference of the format ids");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--input-format lirs | --input-format is 'lirs', but must be one of ids, accesses, arc, spc",
                "--policy lru,mru | --policy has 'mru', but each must be one of clock, lru, sieve, s3-fifo",
                "--sizes 0 | --sizes has 0, but each must be from 1 to 268,435,456",
                "--block-size 0 | --block-size is 0, but must be from 1 to 1,073,741,824",
                "--format html | --format is 'html', but a trace is shown as text, markdown, csv or json",
            })
    void aSlipIsOneLine(String args, String says) throws IOException {
        String[] words = args.split(" ");

        assertRefused(traces(trace(TWENTY), words[0], words[1]), says);
    }

    @Test
    void whatIsNoFileIsRefused() throws IOException, InterruptedException {
        assertRefused(traces(folder), "is no regular file");
        assertRefused(traces("/dev/zero"), "is no regular file");
        assertRefused(traces(folder.resolve("none")), "is not there");
        assertRefused(traces("a\0b"), "which is no file name");
        Path fifo = folder.resolve("fifo");
        assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "there are no FIFOs here");
        assertRefused(traces(fifo), "is no regular file");
    }

    private static void assertRefused(Done done, String says) {
        assertAll(
                () -> assertEquals(ExitCodes.USAGE, done.exit(), done.err()),
                () -> assertEquals("", done.out()),
                () -> assertEquals(1, done.err().lines().count(), done.err()),
                () -> assertTrue(
                        done.err().startsWith("duality: ") && done.err().contains(says), done.err()));
    }

    /// A name goes nowhere but to the reader.
    @Test
    void aNameCommandsNoTerminal() throws IOException {
        Path trace = Files.writeString(folder.resolve("a\u001b[31m;=|`b"), TWENTY);

        assertTrue(traces(trace)
                .out()
                .lines()
                .findFirst()
                .orElseThrow()
                .endsWith("a?[31m;=|`b: format ids, not compressed"));
        assertTrue(traces(trace, "--format", "markdown").out().contains("a?\\[31m;=\\|\\`b: format ids"));
    }

    /// More references than its heap has bytes, in the memory of their few blocks.
    @Test
    void aLongTraceIsPlayedInASmallHeap() throws IOException, InterruptedException {
        Path trace = folder.resolve("long.gz");
        byte[] lines = "0\n1\n2\n3\n".repeat(1 << 18).getBytes(StandardCharsets.ISO_8859_1);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(trace))) {
            for (int i = 0; i < 20; i++) {
                out.write(lines);
            }
        }
        Process small = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx20m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Duality.class.getName(),
                        "traces",
                        trace.toString(),
                        "--format",
                        "csv",
                        "--sizes",
                        "3,4",
                        "--policy",
                        "lru")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(small.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(small.waitFor(2, TimeUnit.MINUTES));
        assertEquals(
                List.of("lru,3,20971520,0,0.0,1.0", "lru,4,20971520,20971516,"),
                out.lines()
                        .skip(1)
                        .map(line -> line.replaceFirst("(20971516,).*", "$1"))
                        .toList());
    }
}
