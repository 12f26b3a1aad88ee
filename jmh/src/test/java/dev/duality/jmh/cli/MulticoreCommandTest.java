// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MulticoreCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int duality(String args) {
        CommandLine line =
                Duality.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(args.split(" "));
    }

    @Test
    void theTableHasBothSidesAndSaysThatNothingWasMeasured() {
        String command = "multicore --workload counter --operations 40 --workers 1,4 --on shm:lock-mcs,messaging:ring";
        assertEquals(ExitCodes.DONE, duality(command), err.toString());
        String once = out.toString();
        assertTrue(once.contains("counter on opteron-6172, simulated"), once);
        assertTrue(
                once.lines()
                                .filter(line -> line.matches(" +[14] .*(shm:lock-mcs|messaging:ring) .*  V"))
                                .count()
                        == 4,
                once);
        assertTrue(once.contains("messages overtake from 4 workers on"), once);
        assertTrue(once.contains("Nothing here was measured"), once);

        out.getBuffer().setLength(0);
        duality(command);
        assertEquals(once, out.toString(), "the same seed, the same table");
    }

    @Test
    void programsReadIt() {
        String rows = " --workload lines --operations 40 --workers 2 --on shm:lockfree";
        assertEquals(ExitCodes.DONE, duality("multicore --format json" + rows), err.toString());
        JsonNode report = JsonMapper.shared().readTree(out.toString());
        assertEquals("V", report.get("grade").asString());
        assertTrue(report.get("rows").get(0).get("checked").asBoolean());

        out.getBuffer().setLength(0);
        assertEquals(ExitCodes.DONE, duality("multicore --format csv" + rows), err.toString());
        assertEquals(2, out.toString().lines().count());
        assertEquals(
                out.toString().lines().findFirst().orElseThrow().split(",").length,
                out.toString().lines().skip(1).findFirst().orElseThrow().split(",").length);
    }

    @Test
    void machinesAreListed() {
        assertEquals(ExitCodes.DONE, duality("list machines"), err.toString());
        assertTrue(out.toString().contains("opteron-6172"), out.toString());
        assertTrue(out.toString().contains("SOSP 2013"), out.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--machine cray | there is no machine 'cray'; there are opteron-6172",
                "--workers 49 | --workers is 49, but opteron-6172 has 1 to 48",
                "--operations 3 | --operations is 3, but must be from 4",
                "--think -1 | must be from 0 to 1000000 nanoseconds",
                "--wait park | no kernel that could put it to sleep",
                "--format html | text, markdown, csv or json",
                "--on messaging:jctools-mpmc --workers 1 | nothing can run: messaging:jctools-mpmc with 1 workers: its queues",
                "--on shm:nosuch --workers 1 | counter has no side 'shm:nosuch'",
                "--workload counter,lines | one at a time",
                "--set lines=4 | has no parameter 'lines'",
            })
    void aSlipIsOneLine(String args, String line) {
        assertEquals(ExitCodes.USAGE, duality("multicore " + args), out.toString());
        assertTrue(err.toString().contains(line), err.toString());
        assertEquals(1, err.toString().strip().lines().count(), err.toString());
    }
}
