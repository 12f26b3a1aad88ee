// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScaleCommandTest {
    private static final String RPC = "scale --workload rpc --protocol plain --set operations=4000 --nodes 100,2,10,40";
    private static final String COSTS = " --set delay=constant:5us --set overhead=1us --set per-kb=1024ns";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int duality(String args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line =
                Duality.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(args.split(" "));
    }

    private String said(String args) {
        assertEquals(ExitCodes.DONE, duality(args), err.toString());
        return out.toString();
    }

    @Test
    void theTableHasARowForEachNumberOfNodesAndTheLawsBelow() {
        String once = said(RPC + COSTS);

        assertTrue(once.contains("a model, nothing here was measured"), once);
        assertEquals(
                4,
                once.lines()
                        .filter(line -> line.matches(" *(2|10|40|100) +\\d+ .*% \\(\\d+\\) .* model *"))
                        .count(),
                once);
        assertTrue(once.indexOf("\n    2 ") < once.indexOf("\n  100 "), once);
        assertTrue(once.contains("rpc plain in virtual time, graded model"), once);
        assertTrue(once.contains("S_n"), once);
        assertEquals(once, said(RPC + COSTS), "the same seed, the same table");
    }

    @Test
    void programsGetTheSameRowsWithMoreDigits() {
        String csv = said(RPC + COSTS + " --format csv");
        JsonNode json = JsonMapper.shared().readTree(said(RPC + COSTS + " --format json"));

        assertTrue(csv.startsWith("workload,protocol,nodes,clients,done,virtual_seconds"), csv);
        assertEquals(5, csv.lines().count(), csv);
        assertTrue(csv.contains("rpc,plain,2,1,4000,0.056256000,"), csv); // 4,000 x 2 x (1,000 + 32 + 5,000 + 1,000) ns
        assertEquals(4, json.get("rows").size());
        assertEquals("model", json.get("grade").asString());
        assertEquals(
                "0.056256000", json.get("rows").get(0).get("virtual_seconds").asString());
    }

    @Test
    void withoutCostsOfMessagesTheTableSaysThatNoServerIsEverTooBusy() {
        assertTrue(said(RPC).contains("no server is ever too busy"), out.toString());
    }

    @Test
    void theNetworkOfARunOverHostsIsThatOfItsCarrier() throws IOException {
        Path run = folder.resolve("hosts");
        CarriedRun.write(run, "rpc/messaging:ring/w1", 25_000);
        String text = said(RPC + " --from " + run);

        assertTrue(text.contains("o 750 ns, L 8,500 ns, G 0.25 ns a byte, of Open MPI v4.1.4"), text);
        assertTrue(text.contains("delay=constant:8500ns") && text.contains("overhead=750ns"), text);
        assertTrue(text.contains("per-kb=256ns"), text);
        assertEquals(ExitCodes.USAGE, duality(RPC + " --set overhead=1us --from " + run));
        assertTrue(err.toString().contains("--from gives overhead, and --set gives it, too"), err.toString());
    }

    @ParameterizedTest
    @CsvSource({"20016, +0 %", "18000, +11 %", "25020, -20 %"})
    void aMeasuredRowStandsBesideWhatItsCarrierGivesForIt(double measured, String off) throws IOException {
        Path run = folder.resolve("hosts");
        CarriedRun.write(run, "rpc/messaging:ring/w1", measured);
        String text = said("scale --against " + run);
        String row = text.lines()
                .filter(line -> line.contains("rpc/messaging:ring/w1"))
                .findFirst()
                .orElseThrow();

        assertTrue(row.contains("20,000") && row.contains(off), text);
        assertEquals(off.equals("-20 %"), row.contains("!"), text);
        assertTrue(text.contains("of 1 row,"), text);
    }

    @Test
    void whatNodesDoBesideMessagesCanBeSaid() throws IOException {
        Path run = folder.resolve("hosts");
        CarriedRun.write(run, "rpc/messaging:ring/w1", 25_016);
        JsonNode json = JsonMapper.shared()
                .readTree(said("scale --against " + run + " --set per-message=2500ns --format json"));

        assertEquals(
                CarriedRun.CALL_NANOS + 2 * 2_500,
                json.get("predictions").get(0).get("predictedNanos").asDouble(),
                1e-6);
    }

    @Test
    void aWindowOfCallsIsPredictedWithItsMessagesUnderWayTogether() throws IOException {
        Path run = folder.resolve("hosts");
        CarriedRun.write(run, "rpc/messaging:ring/w1/x16", 2_000);
        JsonNode json = JsonMapper.shared().readTree(said("scale --against " + run + " --format json"));

        // each end takes and sends a message for each call: 2 x 750 ns, and 16 calls cover the way of 20,016
        assertEquals(1_500, json.get("predictions").get(0).get("predictedNanos").asDouble(), 75);
    }

    @Test
    void aRunWithoutHostsGivesNoParameters() {
        String run = "../results/published/amd-epyc-jdk25.0.3-2026-11-28";

        assertEquals(ExitCodes.USAGE, duality("scale --against " + run));
        assertTrue(err.toString().contains("it has no row of hosts whose carrier was measured"), err.toString());
        assertEquals(ExitCodes.USAGE, duality(RPC + " --from " + run));
        assertTrue(err.toString().contains("measure one by duality run --placement hosts"), err.toString());
    }

    /// Mapreduce's workers send pages of records of their own making, and no calls of the specification.
    @Test
    void aRunWhoseRowsAreOfOtherMessagesIsRefused() throws IOException {
        Path run = folder.resolve("hosts");
        CarriedRun.write(run, "mapreduce/messaging:ring/w1", 25_000);

        assertEquals(ExitCodes.USAGE, duality("scale --against " + run));
        assertTrue(err.toString().contains("has no closed loop on messaging:mpi"), err.toString());
    }

    @Test
    void aPlayThatDoesNotEndIsSaidBelowThoseThatDid() {
        assertEquals(ExitCodes.FAILED, duality(RPC + COSTS + " --set most-events=5000"));
        assertTrue(out.toString().isEmpty(), out.toString());
        assertTrue(err.toString().contains("2 nodes: broken off before the work was done"), err.toString());
    }

    static Stream<Arguments> slips() {
        return Stream.of(
                Arguments.of(
                        "simulate -w table --set owners=4",
                        "nodes is 4, but plain takes 4 owners and from 1 to 65532 clients"),
                Arguments.of(
                        "simulate -w counter -p replicated --nodes 2000",
                        "replicated takes 2 replicas, a view service and from 1 to 1024 clients"),
                Arguments.of("simulate -w counter --set overhead=soon", "overhead is 'soon', but must be a time"),
                Arguments.of("simulate -w counter --set gap=11s", "gap is '11s', but must be at most 10.000 s"),
                Arguments.of("scale", "scale needs --workload NAME, or --against RUN"),
                Arguments.of("scale -w nosuch", "there is no workload 'nosuch'"),
                Arguments.of("scale -w rpc --nodes 2,2", "--nodes names a number twice"),
                Arguments.of("scale -w rpc --nodes 1", "--nodes is 1, but must be from 2 to 65,536"),
                Arguments.of("scale -w rpc --set nosuch=1", "no parameter 'nosuch'"),
                Arguments.of(
                        "scale -w rpc -p plain --set loss=0.1", "plain has no answer to lost messages; use loss=0"),
                Arguments.of("scale -w rpc --from nosuch", "nosuch"),
                Arguments.of("scale -w rpc --against nosuch", "leave --workload, --protocol, --nodes and --from out"),
                Arguments.of("scale --against nosuch --set operations=1", "leave --set operations out"),
                Arguments.of("scale -w rpc --format html", "text, markdown, csv or json"));
    }

    @ParameterizedTest(name = "duality {0}")
    @MethodSource("slips")
    void aSlipIsOneLineThatSaysWhatIsExpected(String command, String line) {
        assertEquals(ExitCodes.USAGE, duality(command), out.toString());
        assertTrue(err.toString().contains(line), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }
}
