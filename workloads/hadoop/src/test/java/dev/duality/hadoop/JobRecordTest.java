// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Commit;
import dev.duality.results.Machine;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRecordTest {
    @TempDir
    Path folder;

    /// Jobs of two programs, of which the second takes half a second more.
    static JobRecord planted() {
        Machine machine = new Machine(
                "A CPU",
                2,
                List.of(0, 1),
                0,
                "1 socket x 2 cores x 1 thread",
                List.of("L2 2 MiB"),
                "not visible",
                "tsc",
                "KVM",
                "Linux 6",
                "amd64",
                1L << 30);
        List<JobTimes.Took> times = new ArrayList<>();
        for (double size : List.of(JobTimes.START_UP, 1.0, 16.0)) {
            for (int tasks = 1; tasks <= 2; tasks++) {
                times.add(new JobTimes.Took("shm:table", tasks, size, 0, (0.125 + size) / tasks));
                times.add(new JobTimes.Took("engine:hadoop", tasks, size, 0, 0.5 + 1.25 * size / tasks));
            }
        }
        return new JobRecord(
                JobRecord.SCHEMA,
                new JobRecord.Origin(
                        Instant.parse("2026-12-01T09:30:00Z"),
                        "--sizes 1,16",
                        new Commit("0123456789ab", false),
                        machine,
                        "25.0.3+9-LTS",
                        "3.5.0"),
                new JobRecord.Job("wordcount", "drawn from seed 1", 16 << 20, "ab".repeat(32), 1, "in one process"),
                List.of(new JobRecord.FirstJob("engine:hadoop", 5.5)),
                times,
                List.of("a note"));
    }

    private static String[] hadoop(int code, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertEquals(code, HadoopMain.run(new PrintWriter(out, true), new PrintWriter(err, true), args), err::toString);
        return new String[] {out.toString(), err.toString()};
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        Path file = folder.resolve("jobs.json");
        planted().write(file);

        assertEquals(planted(), JobRecord.read(file));
    }

    @Test
    void aRecordIsShownAgainWithItsMachineAndItsCommit() {
        Path file = folder.resolve("jobs.json");
        planted().write(file);

        String shown = hadoop(0, "--from", file.toString())[0];

        assertTrue(shown.contains("16 MB     engine:hadoop     20.5 [20.5, 20.5]"), shown);
        assertTrue(
                shown.contains("1 December 2026, 2 usable cores of A CPU (1 socket x 2 cores x 1 thread),"
                        + " virtualisation KVM, Java 25.0.3+9-LTS, commit 0123456789ab: wordcount of 16,777,216 bytes"),
                shown);
    }

    @Test
    void aPageGetsItsTableBetweenTheMarks() throws IOException {
        Path records = Files.createDirectories(folder.resolve("results"));
        planted().write(records.resolve("jobs.json"));
        Path page = Files.createDirectories(folder.resolve("docs")).resolve("page.md");
        Files.writeString(page, "before\n<!-- hadoop: begin -->\nold\n<!-- hadoop: end -->\nafter\n");

        hadoop(0, "--from", records.resolve("jobs.json").toString(), "--write", page.toString());

        String written = Files.readString(page);
        assertTrue(written.startsWith("before\n<!-- hadoop: begin -->\n\n1 December 2026"), written);
        assertTrue(written.endsWith("\n<!-- hadoop: end -->\nafter\n") && !written.contains("old"), written);
        assertTrue(written.contains("[All times](../results/jobs.json)"), written);
        assertTrue(written.contains("| 16 MB | engine:hadoop | 20.5 \\[20.5, 20.5\\] |"), written);
        assertTrue(written.contains("- engine:hadoop by 2 tasks overtakes shm:table by 2 tasks: "), written);
    }

    @Test
    void aPageWithoutTheMarksIsRefused() throws IOException {
        Path file = folder.resolve("jobs.json");
        planted().write(file);
        Path page = Files.writeString(folder.resolve("page.md"), "no marks\n");

        String line = hadoop(2, "--from", file.toString(), "--write", page.toString())[1];

        assertEquals(1, line.lines().count(), line);
        assertTrue(line.contains("<!-- hadoop: begin -->"), line);
    }

    /// A record that was right, and one thing in it that must not be said; the first is a pattern.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schema\" : 1 | \"schema\" : 2 | schema is 2, and this version reads 1",
                "\"seconds\" : 5.5 | \"seconds\" : \"5.5\" | give a file that",
                "\"tasks\" : 1 | \"tasks\" : 3 | a job has 1 or 2 tasks",
                "\"rounds\" : 1 | \"rounds\" : 0 | rounds is 0, but must be 1 or more",
                "\"rounds\" : 1 | \"more\" : 1, \"rounds\" : 1 | more",
                "\"a note\" | \"a \\u001b note\" | notes is no line of text",
                "\"seconds\" : 20.5 | \"seconds\" : -1 | must be figures",
                "\"seconds\" : 20.5 | \"seconds\" : 0 | times has a job that took less than 1 ns",
                "\"seconds\" : 20.5 | \"seconds\" : 4.9E-324 | times has a job that took less than 1 ns",
                "\"megabytes\" : [0-9.]+ | \"megabytes\" : 0 | times has no job of a size above 0",
            })
    void aRecordThatIsNoneIsOneLine(String right, String wrong, String reason) throws IOException {
        Path file = folder.resolve("jobs.json");
        planted().write(file);
        String text = Files.readString(file);
        String damaged = text.replaceAll(right, Matcher.quoteReplacement(wrong));
        assertNotEquals(text, damaged);
        Files.writeString(file, damaged);

        String message =
                assertThrows(BadInput.class, () -> JobRecord.read(file)).getMessage();

        assertTrue(message.contains(reason) && message.lines().count() == 1, message);
    }

    @Test
    void optionsThatDoNotBelongTogetherAreOneLine() throws IOException {
        Path file = folder.resolve("jobs.json");
        planted().write(file);

        assertEquals(
                "hadoop: --from shows jobs that were run, and --sizes is of jobs to run; leave out one of both\n",
                hadoop(2, "--from", file.toString(), "--sizes", "1")[1]);
        assertEquals(
                "hadoop: --write puts the jobs of --from FILE into a page; give that, too\n",
                hadoop(2, "--write", "page.md")[1]);
        assertEquals(
                "hadoop: --out is '%s', which is there already; name a new file\n".formatted(file),
                hadoop(2, "--out", file.toString())[1]);
        assertEquals(
                "hadoop: --out is '%s/no/jobs.json', but there is no folder '%s/no'; make it\n"
                        .formatted(folder, folder),
                hadoop(2, "--out", folder + "/no/jobs.json")[1]);
        assertTrue(hadoop(2, "--from", folder + "/none")[1].startsWith("hadoop: cannot read " + folder + "/none"));
    }
}
